// Hands the computed table `claims` to the SQL of pages: FileAttachment("data/claims.parquet").
import {publishPageTable} from "../../data-loaders/report/write-page-tables.ts";

await publishPageTable("claims", process.stdout);
