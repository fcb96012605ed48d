import {mkdirSync, writeFileSync} from "node:fs";
import {mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {reportMethod} from "../../src/indicators/method.ts";
import {loadTaxonomy} from "../classification/taxonomy.ts";
import {projectRoot} from "../console/project-root.ts";
import {stageKey} from "../fingerprint/stages.ts";
import {type Dataset, lensOf, type Vocabulary} from "../../src/terms/lenses.ts";
import {loadVocabulary} from "../sources/vocabularies.ts";
import {loadCatalogue} from "./catalogue.ts";
import {writeDeals} from "./deals.ts";
import {writePatents} from "./patents.ts";
import {type Deal, planAmounts} from "./plan/amounts.ts";
import {expand, shuffle} from "./plan/documents.ts";
import {type LensPlan, planLens} from "./plan/lens.ts";
import {writePublications} from "./publications.ts";
import {Random} from "./random.ts";
import {loadSites, locationSets} from "./sites.ts";
import {loadTargets} from "./targets.ts";
import {TextFiles} from "./text-files.ts";

const seed = 20260202;

/** Snapshots of the publications: the final run, and the one before it. */
export const snapshotDates = {publications: "2026-01-15", publications_earlier: "2025-12-15"} as const;

const note = `Synthetic records, made by this project in the formats of OECD REGPAT, OpenAlex and Crunchbase, and calibrated so that
they come to the values that the report publishes for Flanders. They describe no real patent, work, company or person.
`;

/** A company that took about half of what its technology got in Flanders, as the report's data have it. */
const dominant = {technology: "Advanced Manufacturing", share: 0.499, company: "Synthetic Company Giant"};

/**
 * Writes the synthetic extracts, one folder a dataset, in the file formats of the three sources. The same bytes every time; the folder is replaced as a whole.
 *
 * @param options.share part of the documents, 0–1; only all of them come to the published values
 * @returns the paths of the files, relative to the folder
 */
export async function writeSample(folder: string, {share = 1}: {share?: number} = {}): Promise<{files: string[]}> {
  const data = join(projectRoot, "data");
  const technologies = (await loadTaxonomy(join(data, "taxonomy/taxonomy.json"))).technologies;
  const targets = await loadTargets(join(data, "published"), technologies);
  const sites = await loadSites(seed);
  const idOf = (name: string) => technologies.findIndex((technology) => technology.name === name);
  // The report's two technologies of one set of industries.
  const alias = {copy: idOf("Biomanufacturing"), of: idOf("mRNA Technology")};
  const draft = `${folder}.${process.pid}`;
  await rm(draft, {recursive: true, force: true});
  mkdirSync(draft, {recursive: true});
  const written: string[] = ["README.txt"];
  writeFileSync(join(draft, "README.txt"), note);

  const prepare = async (dataset: Dataset, vocabulary: Vocabulary, random: Random) => {
    const lens = lensOf(dataset);
    const catalogue = await loadCatalogue(vocabulary, technologies, lens === "deals" ? alias : undefined);
    const noise = sites.map(() => technologies.map(() => Math.exp(0.35 * random.normal())));
    const strength = (location: number, technology: number) => {
      const {strengths} = sites[location]!.profile;
      const {group, name} = technologies[technology]!;
      return (strengths[group] ?? 1) * (strengths[name] ?? 1) * noise[location]![technology]!;
    };
    const plan: LensPlan = planLens(targets[dataset], {
      sets: locationSets(sites, lens, random),
      locations: sites.length,
      families: catalogue.families.length,
      strength,
      method: reportMethod,
      triples: catalogue.triples,
      alias: lens === "deals" ? alias : undefined,
      random
    });
    return {plan, catalogue, context: {sets: plan.sets, sites, technologies, catalogue, random}};
  };

  {
    const random = new Random(seed + 1);
    const {plan, context} = await prepare("patents", "cpc", random);
    const files = new TextFiles(join(draft, "patents"), {lineEnd: "\r\n"});
    writePatents(files, expand(plan.kinds, share, random), context);
    written.push(...files.close().map((name) => `patents/${name}`));
  }
  for (const [dataset, offset] of [
    ["publications", 2],
    ["publications_earlier", 4]
  ] as const) {
    const random = new Random(seed + offset);
    const {plan, context} = await prepare(dataset, "topic", random);
    const labels = new Map((await loadVocabulary("topic", data)).map(({symbol, label}) => [symbol, label]));
    for (const [name, content] of writePublications(expand(plan.kinds, share, random), snapshotDates[dataset], {
      ...context,
      labels
    })) {
      const path = join(draft, dataset, name);
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, content);
      written.push(`${dataset}/${name}`);
    }
  }
  {
    const random = new Random(seed + 3);
    const {plan, context} = await prepare("deals", "industry", random);
    const {amounts, benchmark} = targets.deals;
    const deals = planAmounts(plan, {...amounts!, shares: benchmark.shares, alias}, random);
    const giants = dominantDeals(deals, plan, idOf(dominant.technology));
    const files = new TextFiles(join(draft, "deals"));
    const kept = shuffle([...deals], random).slice(0, Math.ceil(share * deals.length));
    writeDeals(files, kept, {...context, companyOf: (deal) => (giants.has(deal) ? dominant.company : undefined)});
    written.push(...files.close().map((name) => `deals/${name}`));
  }
  await rm(folder, {recursive: true, force: true});
  await rename(draft, folder);
  return {files: written};
}

/** The deals in one technology of the own region that make up the part of the dominant company, as nearly as whole deals can: the largest is stretched. */
function dominantDeals(deals: readonly Deal[], {sets}: LensPlan, technology: number): Set<Deal> {
  const own = deals
    .filter(
      ({set, domains, amount}) => sets[set]!.own && domains.length === 1 && domains[0] === technology && amount !== null
    )
    .sort((x, y) => y.amount! - x.amount!);
  const all = deals
    .filter(({set, domains}) => sets[set]!.own && domains.includes(technology))
    .reduce((sum, {amount}) => sum + (amount ?? 0), 0);
  const giants = own.slice(0, 3);
  const others = own.slice(3);
  const [mine, theirs] = [giants, others].map((list) => list.reduce((sum, {amount}) => sum + amount!, 0)) as [
    number,
    number
  ];
  const wanted = Math.round(dominant.share * all);
  for (const deal of giants) deal.amount = Math.round((deal.amount! * wanted) / mine);
  for (const deal of others) deal.amount = Math.round((deal.amount! * (theirs + mine - wanted)) / theirs);
  const rest = mine + theirs - own.reduce((sum, {amount}) => sum + amount!, 0);
  others[0]!.amount! += rest;
  return new Set(giants);
}

/** Writes the sample unless the folder holds that of the present generator and the same share; returns the folder. */
export async function ensureSample(folder: string, {share = 1}: {share?: number} = {}): Promise<string> {
  const key = `${await stageKey(projectRoot, "sample")} ${share}`;
  const stamp = join(folder, ".generator");
  if ((await readFile(stamp, "utf8").catch(() => "")) === key) return folder;
  await mkdir(join(folder, ".."), {recursive: true});
  await writeSample(folder, {share});
  await writeFile(stamp, key);
  return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values} = parseArgs({options: {out: {type: "string"}}});
  const folder = resolve(values.out ?? join(projectRoot, "data/raw/sample"));
  await mkdir(join(folder, ".."), {recursive: true});
  const {files} = await writeSample(folder);
  process.stdout.write(`${files.map((file) => join(folder, file)).join("\n")}\n`);
}
