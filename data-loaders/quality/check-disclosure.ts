import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
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
  /** Numbers of cells with deals, of those that keep some of them, and of those that keep them all. */
  cells: number;
  kept: number;
  whole: number;
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

/** Compares the deals of two builds in some regions, by technology. */
async function compareRegions(
  exact: OpenBuild,
  safe: OpenBuild,
  regions: readonly {code: string; name: string}[]
): Promise<Loss> {
  const loss: Loss = {cells: 0, kept: 0, whole: 0, advantages: 0, held: 0, gained: 0};
  const [before, after] = [new SnapshotMemory(), new SnapshotMemory()];
  for (const region of regions) {
    const {technologies} = takeSnapshot(safe.engines, {region, memory: after});
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
      loss.whole += Number(has(deals) && now.documents === deals.documents);
      loss.advantages += Number(leads(deals));
      loss.held += Number(leads(deals) && leads(now));
      loss.gained += Number(!leads(deals) && leads(now));
    }
  }
  return loss;
}

/** Builds with the sample's records as they are, and with its patents and deals as if they were licensed. */
async function openBuilds(folder: string): Promise<[exact: OpenBuild, safe: OpenBuild]> {
  // Always the same key, so that the tables in the documents can be reproduced.
  const disclosureKey = join(folder, "key");
  await writeFile(disclosureKey, "the key of the tables in docs/disclosure.md");
  const sample = await ensureSample(join(projectRoot, "data/raw/sample"));
  const {years: reportYears} = await loadReportConfig();
  const make = async (name: string, extracts: BuildInputs["extracts"]) => {
    const out = join(folder, name);
    const inputs = {...defaultOptions, data: join(projectRoot, "data"), reportYears, extracts, disclosureKey};
    await buildWarehouse(out, "", inputs, {progress: {update() {}, finish() {}}});
    return await openBuild(out);
  };
  const extract = (lens: Lens, synthetic: boolean) => ({[lens]: {folder: join(sample, lens), synthetic}});
  return [
    await make("exact", Object.assign({}, ...lenses.map((lens) => extract(lens, true)))),
    await make("safe", {...extract("patents", false), ...extract("deals", false)})
  ];
}

/**
 * Measures the cost of protecting records, on the sample's patents and deals as if they were licensed.
 * @returns lines of Markdown about each
 */
export async function measureDisclosure(): Promise<{patents: string; deals: string}> {
  const folder = await mkdtemp(join(tmpdir(), "disclosure-"));
  const builds: OpenBuild[] = [];
  try {
    const [exact, safe] = await openBuilds(folder);
    builds.push(exact, safe);
    await forgetWithheld(safe);
    const places = await readPlaces(exact.query);
    const groups: RegionGroup[] = [
      [exact.config.region.name, places.filter(({code}) => code === exact.config.region.code)],
      ["NUTS1 regions", places.filter(({level}) => level === "nuts1")],
      ["NUTS2 regions", places.filter(({level}) => level === "nuts2")]
    ];
    return {
      patents: await describeCoarseChange(exact, safe, groups),
      deals: await describeDeals(exact, safe, groups)
    };
  } finally {
    for (const build of builds) build.close();
    await rm(folder, {recursive: true, force: true});
  }
}

async function describeDeals(exact: OpenBuild, safe: OpenBuild, groups: readonly RegionGroup[]): Promise<string> {
  const lines = [
    "| regions | region × technology with deals | still with deals | with all deals " +
      "| RCA above 1 | still above 1 | newly above 1 |",
    "|---|---:|---:|---:|---:|---:|---:|"
  ];
  for (const [name, regions] of groups) {
    const {cells, kept, whole, advantages, held, gained} = await compareRegions(exact, safe, regions);
    lines.push(`| ${name} | ${[cells, kept, whole, advantages, held, gained].join(" | ")} |`);
  }
  const {deals, generalised, suppressed, amount, published} = safe.manifest.sources.find(
    ({dataset}) => dataset === "deals"
  )!.disclosure!;
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;
  return [
    `Of ${deals} deals, ${generalised} (${percent(generalised, deals)}) lost codes ` +
      `and ${suppressed} (${percent(suppressed, deals)}) were left out; ` +
      (amount === null ? "" : `${percent(published, amount)} of the disclosed amount is published.`),
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
