/**
 * The page's `npm:parquet-wasm`: the package, except that it fetches its WebAssembly only once, however many callers
 * initialise it, and finds it without an argument.
 */
import instantiate from "parquet-wasm";
import {fetchFile} from "../../live/fetch-file.ts";

export * from "parquet-wasm";

let ready: ReturnType<typeof instantiate> | undefined;

/**
 * Initialises the package; later calls wait for the first. A failed call can be repeated.
 * @param url address of the WebAssembly
 */
export default function init(url: string = import.meta.resolve("./esm/parquet_wasm_bg.wasm")) {
  return (ready ??= load(url).catch((error: unknown) => {
    ready = undefined;
    throw error;
  }));
}

/** Fetches the WebAssembly where the reader can be told that it hangs: in a page, not in a worker. */
async function load(url: string): ReturnType<typeof instantiate> {
  const source = typeof document === "undefined" ? url : await fetchFile("parquet_wasm_bg.wasm", url);
  return await instantiate({module_or_path: source});
}
