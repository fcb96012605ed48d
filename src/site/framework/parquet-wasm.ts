/**
 * The page's `npm:parquet-wasm`: the package, except that it fetches its WebAssembly only once, however many callers
 * initialise it, and finds it without an argument.
 */
import instantiate from "parquet-wasm";

export * from "parquet-wasm";

let ready: ReturnType<typeof instantiate> | undefined;

/**
 * Initialises the package; later calls wait for the first. A failed call can be repeated.
 * @param url address of the WebAssembly
 */
export default function init(url: string = import.meta.resolve("./esm/parquet_wasm_bg.wasm")) {
  return (ready ??= instantiate({module_or_path: url}).catch((error: unknown) => {
    ready = undefined;
    throw error;
  }));
}
