/**
 * Loaded into Framework's process before Framework (`node --import`). It answers Framework's downloads from
 * `node_modules`, and makes the others fail with the reason.
 *
 * The main modules of the vendored packages are in Framework's cache and never requested. Other modules and files of
 * those packages are (`npm:leaflet/dist/leaflet.css`, `npm:react/jsx-runtime`).
 */
import {answerDownload} from "./downloads.ts";
import {listPackages} from "./npm-packages.ts";
import {projectFolder} from "../site.ts";

const {packages} = await listPackages(projectFolder);
globalThis.fetch = async (input) =>
  await answerDownload(new URL(input instanceof Request ? input.url : input), packages);
