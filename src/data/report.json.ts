// Hands the values from which the pages were written to their scripts: FileAttachment("data/report.json").
import {ensureReport} from "../../data-loaders/report/report.ts";
import {pageReport} from "../narrative/report-data.ts";

process.stdout.write(JSON.stringify(pageReport(await ensureReport())));
