// Hands RCA of every region, and the outlines of Europe, to the map: FileAttachment("data/map.json").
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";

const {regions} = await ensureReport();
process.stdout.write(JSON.stringify({regions, outlines: await europeOutlines()}));
