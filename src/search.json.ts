// What the search of the site can find.
import {europeOutlines} from "../data-loaders/regions/outlines.ts";
import {ensureReport} from "../data-loaders/report/report.ts";
import {loadRenderer} from "./prerender/load.ts";
import {searchWords} from "./words/en/search.ts";
import {readReportPage, searchIndex} from "./prerender/search-index.ts";

const report = await ensureReport();
const {region} = report;
const {judged} = await loadRenderer({report, outlines: await europeOutlines()});
process.stdout.write(
  JSON.stringify(
    searchIndex({
      technologies: report.snapshot.technologies,
      claims: judged,
      report: await readReportPage(),
      kinds: searchWords.kinds,
      region: region.name
    })
  )
);
