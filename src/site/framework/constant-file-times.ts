/**
 * Loaded into Framework's process before a build (`node --import`): files have no time of change.
 *
 * Framework writes that time into pages and modules, and names modules by a hash over it. It is the time at which a loader
 * ran or a file was checked out, says nothing about the data, and would make each build of one commit another. Contents and
 * sizes tell files apart as before; `FileAttachment(…).lastModified` is NaN, as where Framework knows no time.
 */
import {LoaderResolver} from "@observablehq/framework/dist/loader.js";

const prototype = LoaderResolver.prototype;
const known = prototype.getOutputInfo;
if (typeof known !== "function")
  throw new Error(
    "unknown framework: LoaderResolver has no getOutputInfo; see src/site/framework/constant-file-times.ts"
  );

prototype.getOutputInfo = function (name) {
  const info = known.call(this, name);
  return info && {...info, mtimeMs: undefined};
};
