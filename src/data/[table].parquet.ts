// Hands one table of the warehouse to the pages: FileAttachment("data/patents.parquet").
import {parseArgs} from "node:util";
import {publishTable} from "../../data-loaders/warehouse/publish.ts";

const {values} = parseArgs({options: {table: {type: "string"}}});
if (values.table === undefined) throw new Error("missing table: run as a loader, or with --table=patents");
await publishTable(values.table, process.stdout);
