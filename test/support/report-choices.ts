import {reportMethod} from "../../src/indicators/method.ts";
import {byDataset, type Lens, type Years} from "../../src/terms/lenses.ts";

/** The years of the report on Flanders, by lens. */
export const reportYears: Readonly<Record<Lens, Years>> = {
  patents: [2020, 2024],
  publications: [2021, 2025],
  deals: [2021, 2025]
};

/** The same by dataset. */
export const years = byDataset(reportYears);

/** The choices of the report on Flanders that its configuration makes, over data that tell years apart. */
export const reportChoices = {reportYears, benchmark: "pooled", pooled: []} as const;

/** What queries follow in the published view of that report, apart from its region and years. */
export const reportQuery = {method: reportMethod, counting: {}, edition: "current", accepted: "accepted"} as const;
