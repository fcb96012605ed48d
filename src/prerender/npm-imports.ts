import {register} from "node:module";

// Modules of the pages import packages as `npm:name`, which Framework understands. In Node the same package is `name`.
// Loaders and the build can share modules of the pages that are loaded after this one.
const hook = `export async function resolve(specifier, context, next) {
  return await next(specifier.startsWith("npm:") ? specifier.slice(4) : specifier, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hook)}`);
