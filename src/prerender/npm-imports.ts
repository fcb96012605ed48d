import {register} from "node:module";

// Modules of the pages import packages as `npm:name`, which Framework understands; in Node the same package is `name`.
// After this module has loaded, loaders and the build can load modules of the pages.
const hook = `export async function resolve(specifier, context, next) {
  return await next(specifier.startsWith("npm:") ? specifier.slice(4) : specifier, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hook)}`);
