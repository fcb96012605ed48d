/**
 * Loaded into Framework's process before Framework itself (`node --import`): what Framework would
 * download is made from node_modules, and what is not there fails with the reason.
 *
 * The main modules of the vendored packages never get here; other modules and files of those packages
 * (`npm:leaflet/dist/leaflet.css`, `npm:react/jsx-runtime`) do.
 */
import {answerDownload} from "./downloads.ts";
import {listPackages} from "./npm-packages.ts";
import {projectFolder} from "../site.ts";

const {packages} = await listPackages(projectFolder);
globalThis.fetch = async (input) =>
  await answerDownload(new URL(input instanceof Request ? input.url : input), packages);
