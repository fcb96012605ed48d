import {FileAttachment} from "observablehq:stdlib";

/** Address of the index of the search, which is another one in a build than in the preview. */
export const searchIndex = new URL(FileAttachment("../search.json").href);
