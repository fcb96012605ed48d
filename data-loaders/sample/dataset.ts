import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {reportMethod} from "../../src/indicators/method.ts";
import {loadTaxonomy, taxonomyFile, type Technology} from "../classification/taxonomy.ts";
import {projectRoot} from "../console/project-root.ts";
import {type Dataset, lensOf, vocabularyOf} from "../../src/terms/lenses.ts";
import {loadVocabulary} from "../sources/vocabularies.ts";
import {type Catalogue, loadCatalogue} from "./catalogue.ts";
import {writeDeals} from "./deals.ts";
import {writePatents} from "./patents.ts";
import {type Deal, planAmounts} from "./plan/amounts.ts";
import {expand, shuffle} from "./plan/documents.ts";
import {type KeptPairs, recall, search} from "./plan/kept.ts";
import {type LensPlan, planLens} from "./plan/lens.ts";
import type {planTogether} from "./plan/together.ts";
import {writePublications} from "./publications.ts";
import {Random} from "../../src/scenario/random.ts";
import {locationSets, type Site} from "./sites.ts";
import {type LensTargets, loadTargets} from "./targets.ts";
import {TextFiles} from "./text-files.ts";

/** Random seeds of the datasets. */
const seeds: Readonly<Record<Dataset, number>> = {
  patents: 20260207,
  publications: 20260204,
  deals: 20260209,
  publications_earlier: 20260206
};

/** Snapshot dates of the publications: the final run and the earlier one. */
export const snapshotDates = {publications: "2026-01-15", publications_earlier: "2025-12-15"} as const;

/** A company that received about half of its technology's funding in Flanders, as in the report's data. */
const dominant = {technology: "Advanced Manufacturing", share: 0.499, company: "Synthetic Company Giant"};

/** The inputs for the files of one dataset, besides the committed ones. */
export interface DatasetJob {
  dataset: Dataset;
  sites: readonly Site[];
  /** The co-occurrence from an earlier search. */
  kept?: KeptPairs;
  /** The parent of the dataset's folder. */
  folder: string;
  /** Share of the documents to write, 0–1. */
  share: number;
}

interface Planned {
  plan: LensPlan;
  catalogue: Catalogue;
  technologies: readonly Technology[];
  targets: LensTargets;
  /** The report's two technologies of one set of industries. */
  alias: {copy: number; of: number};
  random: Random;
}

/**
 * Writes the extract of one dataset, in the file format of its source.
 * @returns the names of its files, relative to `folder`
 */
export async function writeDataset({dataset, sites, kept, folder, share}: DatasetJob): Promise<string[]> {
  const planned = await planDataset(dataset, sites, recall(kept));
  const lens = lensOf(dataset);
  const target = join(folder, dataset);
  const write = {patents: writePatentFiles, publications: writePublicationFiles, deals: writeDealFiles}[lens];
  return (await write(target, {...planned, dataset, sites, share})).map((name) => `${dataset}/${name}`);
}

/** Searches for the co-occurrence of a dataset's domains, ignoring the kept plan. */
export async function searchPairs({dataset, sites}: Pick<DatasetJob, "dataset" | "sites">): Promise<KeptPairs> {
  let found: KeptPairs | undefined;
  await planDataset(
    dataset,
    sites,
    search((pairs) => (found = pairs))
  );
  return found!;
}

async function planDataset(dataset: Dataset, sites: readonly Site[], together: typeof planTogether): Promise<Planned> {
  const data = join(projectRoot, "data");
  const lens = lensOf(dataset);
  const technologies = (await loadTaxonomy(taxonomyFile(data))).technologies;
  const targets = (await loadTargets(join(data, "published"), technologies))[dataset];
  const idOf = (name: string) => technologies.findIndex((technology) => technology.name === name);
  const alias = {copy: idOf("Biomanufacturing"), of: idOf("mRNA Technology")};
  const onlyDeals = lens === "deals" ? alias : undefined;
  const random = new Random(seeds[dataset]);
  const catalogue = await loadCatalogue(vocabularyOf(dataset), technologies, onlyDeals);
  const noise = sites.map(() => technologies.map(() => Math.exp(0.35 * random.normal())));
  const strength = (location: number, technology: number) => {
    const {strengths} = sites[location]!;
    const {group, name} = technologies[technology]!;
    return (strengths[group] ?? 1) * (strengths[name] ?? 1) * noise[location]![technology]!;
  };
  const plan = planLens(targets, {
    sets: locationSets(sites, lens, random),
    locations: sites.length,
    families: catalogue.families.length,
    strength,
    method: reportMethod,
    triples: catalogue.triples,
    alias: onlyDeals,
    together,
    random
  });
  return {plan, catalogue, technologies, targets, alias, random};
}

type FileOptions = Planned & Pick<DatasetJob, "dataset" | "sites" | "share">;

function contextOf({plan, sites, technologies, catalogue, random}: FileOptions) {
  return {sets: plan.sets, sites, technologies, catalogue, random};
}

async function writePatentFiles(folder: string, options: FileOptions): Promise<string[]> {
  const files = new TextFiles(folder, {lineEnd: "\r\n"});
  writePatents(files, expand(options.plan.kinds, options.share, options.random), contextOf(options));
  return files.close();
}

async function writePublicationFiles(folder: string, options: FileOptions): Promise<string[]> {
  const labels = new Map(
    (await loadVocabulary("topic", join(projectRoot, "data"))).map(({symbol, label}) => [symbol, label])
  );
  const date = snapshotDates[options.dataset as keyof typeof snapshotDates];
  const documents = expand(options.plan.kinds, options.share, options.random);
  const written: string[] = [];
  for (const [name, content] of writePublications(documents, date, {...contextOf(options), labels})) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), content);
    written.push(name);
  }
  return written;
}

async function writeDealFiles(folder: string, options: FileOptions): Promise<string[]> {
  const {plan, targets, technologies, alias, random, share} = options;
  const deals = planAmounts(plan, {...targets.amounts!, shares: targets.benchmark.shares, alias}, random);
  const giants = dominantDeals(
    deals,
    plan,
    technologies.findIndex(({name}) => name === dominant.technology)
  );
  const files = new TextFiles(folder);
  const kept = shuffle([...deals], random).slice(0, Math.ceil(share * deals.length));
  const companyOf = (deal: Deal) => (giants.has(deal) ? dominant.company : undefined);
  writeDeals(files, kept, {...contextOf(options), companyOf});
  return files.close();
}

/**
 * The deals of the dominant company: deals of Flanders in one technology that add up to its share, with the largest one
 * stretched to fit.
 */
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
