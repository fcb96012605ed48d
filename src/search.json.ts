// What the search of the site can find.
import {europeOutlines} from "../data-loaders/regions/outlines.ts";
import {ensureReport} from "../data-loaders/report/report.ts";
import {loadRenderer} from "./prerender/load.ts";
import {readReportPage, searchIndex} from "./prerender/search-index.ts";

const report = await ensureReport();
const {judged} = await loadRenderer({report, outlines: await europeOutlines()});
const kinds = {technology: "technology", claim: "claim", section: "section"};
process.stdout.write(
  JSON.stringify(
    searchIndex({
      technologies: report.snapshot.technologies,
      claims: judged,
      report: await readReportPage(),
      kinds,
      region: "Flanders"
    })
  )
);
