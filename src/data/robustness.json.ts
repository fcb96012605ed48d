// Hands what stays under other choices, and the values under each of them, to the page on robustness:
// FileAttachment("data/robustness.json").
import {ensureReport} from "../../data-loaders/report/report.ts";

const {robustness} = await ensureReport();
process.stdout.write(JSON.stringify(robustness));
