import {fileURLToPath} from "node:url";

/** The project's folder, wherever a command is started. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));
