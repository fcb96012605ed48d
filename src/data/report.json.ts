// Hands the values from which the pages were written to their scripts: FileAttachment("data/report.json").
import {ensureReport} from "../../data-loaders/report/report.ts";

const {build, region, thresholds, review, places, peers, years, snapshot, published, sources} = await ensureReport();
process.stdout.write(
  JSON.stringify({build, region, thresholds, review, places, peers, years, snapshot, published, sources})
);
