// Hands the verdicts of the published view to the cards of claims: FileAttachment("data/verdicts.json").
import {ensureReport} from "../../data-loaders/report/report.ts";

const {verdicts} = await ensureReport();
// Their sentences follow from these and from the words.
const stored = Object.entries(verdicts).map(([id, {verdict, because, alternativesHolding, alternativesTried}]) => [
  id,
  {verdict, because, alternativesHolding, alternativesTried}
]);
process.stdout.write(JSON.stringify(Object.fromEntries(stored)));
