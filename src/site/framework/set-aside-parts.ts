/**
 * Sets charts and tables aside while Framework parses the pages of a build, and puts them back when it writes the
 * pages. `observablehq.config.ts` loads this module into Framework's process.
 */
import {FileBuildEffects} from "@observablehq/framework/dist/build.js";
import {PartsAside} from "../../prerender/set-aside.ts";

const {prototype} = FileBuildEffects;
if (typeof prototype.writeFile !== "function")
  throw new Error("unknown framework: FileBuildEffects has no writeFile; see src/site/framework/set-aside-parts.ts");

/** The parts set aside from the pages that this process builds. */
export const partsOfBuild = new PartsAside();

const write = prototype.writeFile;
prototype.writeFile = async function (path, contents) {
  const isPage = typeof contents === "string" && path.endsWith(".html");
  await write.call(this, path, isPage ? partsOfBuild.putBack(contents) : contents);
};
