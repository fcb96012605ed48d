// Hands the computed table `indicators` to the SQL of pages: FileAttachment("data/indicators.parquet").
import {publishPageTable} from "../../data-loaders/report/write-page-tables.ts";

await publishPageTable("indicators", process.stdout);
