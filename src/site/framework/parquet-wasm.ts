/**
 * The page's `npm:parquet-wasm`: the package itself, except that its WebAssembly is fetched once however
 * many callers initialise it, and is found without an argument.
 */
import instantiate from "parquet-wasm";

export * from "parquet-wasm";

let ready: ReturnType<typeof instantiate> | undefined;

export default function init(url: string = import.meta.resolve("./esm/parquet_wasm_bg.wasm")) {
  return (ready ??= instantiate({module_or_path: url}).catch((error: unknown) => {
    ready = undefined;
    throw error;
  }));
}
