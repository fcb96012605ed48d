/**
 * Loaded into Framework's process before a build (`node --import`): sources do not change while a site is built.
 *
 * Files have no time of change. Framework writes that time into pages and modules, and names modules by a hash over it.
 * It is the time at which a loader ran or a file was checked out, says nothing about the data, and would make each
 * build of one commit another. Contents and sizes tell files apart as before; `FileAttachment(…).lastModified` is NaN,
 * as where Framework knows no time.
 *
 * What Framework looks up on the disk for each page and each of its files, it looks up once.
 */
import {LoaderResolver} from "@observablehq/framework/dist/loader.js";

const prototype = LoaderResolver.prototype;
for (const method of ["getOutputInfo", "findFile", "getModuleHash", "getSourceFilePath", "resolveImportPath"] as const)
  if (typeof prototype[method] !== "function")
    throw new Error(`unknown framework: LoaderResolver has no ${method}; see src/site/framework/unchanging-sources.ts`);

const known = prototype.getOutputInfo;
prototype.getOutputInfo = function (name) {
  const info = known.call(this, name);
  return info && {...info, mtimeMs: undefined};
};

/** A method of the resolver that asks once for each path: a build has one resolver. */
function once<T>(method: (this: LoaderResolver, path: string) => T): (this: LoaderResolver, path: string) => T {
  const answers = new Map<string, T>();
  return function (path) {
    if (!answers.has(path)) answers.set(path, method.call(this, path));
    return answers.get(path)!;
  };
}

prototype.findFile = once(prototype.findFile);
prototype.getModuleHash = once(prototype.getModuleHash);
prototype.getSourceFilePath = once(prototype.getSourceFilePath);
prototype.resolveImportPath = once(prototype.resolveImportPath);
