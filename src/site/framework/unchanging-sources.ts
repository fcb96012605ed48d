/**
 * Loaded into Framework's process before a build (`node --import`): sources do not change while a site is built.
 *
 * It hides the times of files. Framework writes them into pages and modules, and hashes them into the names of modules.
 * They tell when a loader ran or a file was checked out, which says nothing about the data, and would make every build
 * of a commit different. Contents and sizes still distinguish files; `FileAttachment(…).lastModified` is NaN, as for
 * files without a known time.
 *
 * It also makes Framework look up each file on disk only once, instead of once per page and use.
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

/** Wraps a method of the resolver so that it runs once for each path. A build has one resolver. */
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
