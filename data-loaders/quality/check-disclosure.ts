import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {mean, median} from "d3";
import {LensEngine} from "../../src/indicators/engine/engine.ts";
import {loadLens} from "../../src/indicators/engine/load.ts";
import {type LensValues, SnapshotMemory, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {type Lens, lenses} from "../../src/terms/lenses.ts";
import {readPlaces} from "../../src/narrative/tables.ts";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {projectRoot} from "../console/project-root.ts";
import {loadReportConfig} from "../report-config.ts";
import {openBuild, type OpenBuild} from "../report/engines.ts";
import {ensureSample} from "../sample/sample.ts";
import {type BuildInputs, buildWarehouse} from "../warehouse/build.ts";
import {defaultOptions} from "../warehouse/options.ts";
import {writeSection} from "../console/write-section.ts";
import {describeCoarseChange, type RegionGroup} from "./coarse-change.ts";

/** Numbers of region–technology cells before and after the rule. */
interface Loss {
  /** Numbers of cells with deals, and of those that keep some of them. */
  cells: number;
  kept: number;
  /** Of those that keep all of them, the relative errors of their sums and of their numbers of deals. */
  sums: number[];
  documents: number[];
  /**
   * Numbers of cells with an advantage (RCA above 1) before the rule, of those that keep it, and of those that gain it.
   */
  advantages: number;
  held: number;
  gained: number;
}

/**
 * Makes a build count its deals as if none were withheld, so that it has the RCAs that readers would compute from the
 * published tables.
 */
async function forgetWithheld({query, engines: {places, engines}, config, manifest}: OpenBuild): Promise<void> {
  const {universe} = engines.deals;
  const {folded, links} = await loadLens(query, "deals", places, universe, config.years.deals);
  const rule = manifest.classification.thresholds.vocabularies;
  engines.deals.engine = new LensEngine({...folded, withheld: []}, places.count, universe, links, rule);
}

/** The builds that are compared. */
interface Builds {
  /** The sample's records as they are. */
  exact: OpenBuild;
  /** Its patents and deals as if they were licensed. */
  safe: OpenBuild;
  /** The same, with the deals counted as if none were withheld. */
  naive: OpenBuild;
}

/** Compares the deals of builds in some regions, by technology. */
function compareRegions({exact, safe, naive}: Builds, regions: RegionGroup[1]): Loss {
  const loss: Loss = {cells: 0, kept: 0, sums: [], documents: [], advantages: 0, held: 0, gained: 0};
  const [before, after, told] = [new SnapshotMemory(), new SnapshotMemory(), new SnapshotMemory()];
  for (const region of regions) {
    const {technologies} = takeSnapshot(naive.engines, {region, memory: after});
    const marked = takeSnapshot(safe.engines, {region, memory: told}).technologies;
    for (const [
      i,
      {
        lenses: {deals}
      }
    ] of takeSnapshot(exact.engines, {region, memory: before}).technologies.entries()) {
      const now = technologies[i]!.lenses.deals;
      const has = ({documents}: LensValues) => (documents ?? 0) > 0;
      const leads = ({rca}: LensValues) => (rca ?? 0) > 1;
      loss.cells += Number(has(deals));
      loss.kept += Number(has(deals) && has(now));
      if (has(deals) && marked[i]!.lenses.deals.missing === "totals" && deals.count) {
        loss.sums.push(now.count! / deals.count - 1);
        loss.documents.push(now.documents! / deals.documents! - 1);
      }
      loss.advantages += Number(leads(deals));
      loss.held += Number(leads(deals) && leads(now));
      loss.gained += Number(!leads(deals) && leads(now));
    }
  }
  return loss;
}

async function openBuilds(folder: string): Promise<Builds> {
  // Always the same key, so that the tables in the documents can be reproduced.
  const disclosureKey = join(folder, "key");
  await writeFile(disclosureKey, "the key of the tables in docs/disclosure.md");
  const sample = await ensureSample(join(projectRoot, "data/raw/sample"));
  const {years: reportYears} = await loadReportConfig();
  const make = async (name: string, extracts: BuildInputs["extracts"]) => {
    const out = join(folder, name);
    const inputs = {...defaultOptions, data: join(projectRoot, "data"), reportYears, extracts, disclosureKey};
    await buildWarehouse(out, "", inputs, {progress: {update() {}, finish() {}}});
    return out;
  };
  const extract = (lens: Lens, synthetic: boolean) => ({[lens]: {folder: join(sample, lens), synthetic}});
  const exact = await make("exact", Object.assign({}, ...lenses.map((lens) => extract(lens, true))));
  const safe = await make("safe", {...extract("patents", false), ...extract("deals", false)});
  const builds = {exact: await openBuild(exact), safe: await openBuild(safe), naive: await openBuild(safe)};
  await forgetWithheld(builds.naive);
  return builds;
}

/**
 * Measures the cost of protecting records, on the sample's patents and deals as if they were licensed.
 * @returns lines of Markdown about each
 */
export async function measureDisclosure(): Promise<{patents: string; deals: string}> {
  const folder = await mkdtemp(join(tmpdir(), "disclosure-"));
  let builds: Builds | undefined;
  try {
    builds = await openBuilds(folder);
    const {exact, naive} = builds;
    const places = await readPlaces(exact.query);
    const groups: RegionGroup[] = [
      [exact.config.region.name, places.filter(({code}) => code === exact.config.region.code)],
      ["NUTS1 regions", places.filter(({level}) => level === "nuts1")],
      ["NUTS2 regions", places.filter(({level}) => level === "nuts2")]
    ];
    return {
      patents: await describeCoarseChange(exact, naive, groups),
      deals: describeDeals(builds, groups)
    };
  } finally {
    for (const build of Object.values(builds ?? {}) as OpenBuild[]) build.close();
    await rm(folder, {recursive: true, force: true});
  }
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;

/** The mean of relative errors, whatever their sign, and the half of them that is smaller; a dash if there are none. */
function describeErrors(errors: readonly number[]): string[] {
  if (errors.length === 0) return ["–", "–"];
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  return [mean(sizes)!, median(sizes)!].map((error) => percent(error, 1));
}

function describeDeals(builds: Builds, groups: readonly RegionGroup[]): string {
  const lines = [
    "| regions | region × technology with deals | still with deals | with all of them " +
      "| error of these sums: mean | median | of these numbers: mean | median " +
      "| RCA above 1 | still above 1 | newly above 1 |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
  ];
  for (const [name, regions] of groups) {
    const {cells, kept, sums, documents, advantages, held, gained} = compareRegions(builds, regions);
    const errors = [...describeErrors(sums), ...describeErrors(documents)];
    lines.push(`| ${[name, cells, kept, sums.length, ...errors, advantages, held, gained].join(" | ")} |`);
  }
  const {deals, generalised, suppressed, amount, published} = builds.safe.manifest.sources.find(
    ({dataset}) => dataset === "deals"
  )!.disclosure!;
  return [
    `Of ${deals} deals, ${generalised} (${percent(generalised, deals)}) lost codes ` +
      `and ${suppressed} (${percent(suppressed, deals)}) were left out; ` +
      (amount === null ? "" : `what is published adds up to ${percent(published, amount)} of the disclosed amount.`),
    "",
    ...lines
  ].join("\n");
}

export const command = defineCommand({
  name: "npm run check -- disclosure",
  about: "Measures the cost of protecting licensed patents and deals, on the synthetic sample.",
  options: {write: {value: "FILE", help: "also updates the tables in a Markdown file, between their marks"}},
  async run({write}) {
    for (const [lens, text] of Object.entries(await measureDisclosure())) {
      process.stdout.write(`${text}\n\n`);
      if (write !== undefined) await writeSection(write, `<!-- check:disclosure ${lens} -->`, "<!-- end -->", text);
    }
  }
});

await runIfStarted(import.meta.url, command);
