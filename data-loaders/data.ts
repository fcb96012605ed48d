import {resolve} from "node:path";
import {group} from "d3";
import {parseEmbedder} from "./classification/embedders/choose.ts";
import {defineCommand, runIfStarted, UsageError} from "./console/command.ts";
import {type DealClass, dealClasses, parties} from "./sources/source.ts";
import {type SourceId, sourceOf, sources, sourcesOf} from "./sources/sources.ts";
import type {ExtractAccount} from "./sources/extract-files.ts";
import {type Drop, type DropReason, dropReasons, formatShare, isKept} from "./sources/tally.ts";
import {givenVocabularies, vocabularyOptions} from "./sources/vocabularies.ts";
import {defaultOut, makeWarehouse} from "./warehouse/freshness.ts";
import type {Manifest, ManifestSource} from "./warehouse/manifest.ts";
import type {CodeGap} from "./warehouse/untitled.ts";
import {type BuildOptions, defaultOptions} from "./warehouse/options.ts";
import {type Dataset, datasets, lensOf} from "../src/terms/lenses.ts";
import {coarseningWords, disclosureWords, poolingWords} from "../src/words/en/disclosure.ts";

type Dashed<Name extends string> = Name extends `${infer Word}_${infer Rest}` ? `${Word}-${Dashed<Rest>}` : Name;

/** The option for the extract of a dataset. */
const optionOf = (dataset: Dataset) => dataset.replaceAll("_", "-") as Dashed<Dataset>;

/** One for each dataset. */
const extractOptions = Object.fromEntries(
  datasets.map((dataset) => [optionOf(dataset), {value: "DIR", help: helpOf(dataset)}])
) as Record<Dashed<Dataset>, {value: string; help: string}>;

function helpOf(dataset: Dataset): string {
  const lens = lensOf(dataset);
  if (dataset !== lens) return `an earlier edition of the ${lens}, to compare the two`;
  const [first, ...others] = sourcesOf(dataset);
  return [sources[first].extract, ...others.map((id) => `${id}:DIR for ${sources[id].extract}`)].join("; ");
}

/**
 * Converts the options of `npm run data` to build options.
 * @throws InputError for an invalid value
 */
export function readOptions(values: ReturnType<typeof command.read>["values"]): {out: string; options: BuildOptions} {
  const path = (value: string | undefined) => (value === undefined ? undefined : resolve(value));
  const given = datasets.flatMap((dataset) => {
    const text = values[optionOf(dataset)];
    return text === undefined ? [] : [{dataset, ...parseExtract(text, dataset)}];
  });
  requireCompanions(given, values.exact === true);
  const named = given.flatMap(({dataset, source}) => (source === undefined ? [] : [[dataset, source] as const]));
  return {
    out: resolve(values.out),
    options: {
      extracts: Object.fromEntries(given.map(({dataset, folder}) => [dataset, resolve(folder)])),
      ...(named.length > 0 && {sources: Object.fromEntries(named)}),
      regions: path(values.regions),
      vocabularies: Object.fromEntries(
        Object.entries(givenVocabularies(values)).map(([vocabulary, file]) => [vocabulary, path(file)])
      ),
      years: parseYears(values.years),
      locatePatentsBy: parseParty(values["locate-by"]),
      dealTypes: parseDealTypes(values["deal-types"]),
      embedder: parseEmbedder(values.embedder, values.model),
      limits: Object.fromEntries(values.limit.map(parseLimit)),
      ...(values.exact && {exact: true}),
      ...(values["disclosure-key"] && {disclosureKey: path(values["disclosure-key"])})
    }
  };
}

/** An edition is compared with one of the same owner, and records are kept exact only where there are licensed ones. */
function requireCompanions(given: readonly {dataset: Dataset; source?: SourceId}[], exact: boolean): void {
  for (const {dataset} of given) {
    const lens = lensOf(dataset);
    if (dataset !== lens && !given.some((other) => other.dataset === lens))
      throw new UsageError(`--${optionOf(dataset)} without --${optionOf(lens)}`, {
        advice: `give both: an earlier edition is compared with your own ${lens}, never with the sample's`
      });
  }
  if (exact && !given.some(({dataset, source}) => sourceOf(dataset, source).licensed))
    throw new UsageError("--exact without licensed records", {
      advice: "leave it out: OpenAlex and the synthetic sample are published as they are"
    });
}

function parseYears(text: string | undefined): [number, number] {
  if (text === undefined) return defaultOptions.years;
  const [, first, last] = /^(\d{4})-(\d{4})$/.exec(text) ?? [];
  if (first === undefined || Number(first) > Number(last)) {
    throw new UsageError(`invalid years: ${text}`, {advice: "give the first and the last year, such as 2016-2025"});
  }
  return [Number(first), Number(last)];
}

/** `SOURCE:DIR`, or a folder of the first source. */
function parseExtract(text: string, dataset: Dataset): {folder: string; source?: SourceId} {
  const [, name, folder] = /^(\w+):(.+)$/.exec(text) ?? [];
  if (name === undefined || !Object.hasOwn(sources, name)) return {folder: text};
  const source = sourcesOf(dataset).find((id) => id === name);
  if (source === undefined)
    throw new UsageError(`invalid --${optionOf(dataset)}: ${text}`, {
      advice: `${name} holds ${sources[name as SourceId].lens}; give ${sourcesOf(dataset).join(" or ")}`
    });
  return {folder: folder!, source};
}

function parseParty(text: string | undefined): BuildOptions["locatePatentsBy"] {
  if (text === undefined) return defaultOptions.locatePatentsBy;
  const party = parties.find((one) => one === text);
  if (party === undefined)
    throw new UsageError(`invalid --locate-by: ${text}`, {advice: `use ${parties.join(" or ")}`});
  return party;
}

/** Classes of deals, or `all`, in their own order. */
function parseDealTypes(text: string | undefined): BuildOptions["dealTypes"] {
  if (text === undefined) return defaultOptions.dealTypes;
  if (text === "all") return dealClasses;
  const given = text.split(",");
  const unknown = given.find((name) => !(dealClasses as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`invalid --deal-types: ${text}`, {
      advice: `give all, or some of ${dealClasses.join(", ")}, separated by commas`
    });
  return dealClasses.filter((name) => given.includes(name));
}

function parseLimit(text: string): [DropReason, number] {
  const [, reason, share] = /^([a-z-]+)=(\d*\.?\d+)$/.exec(text) ?? [];
  if (reason === undefined || !(reason in dropReasons) || Number(share) > 1) {
    throw new UsageError(`invalid limit: ${text}`, {
      advice: "give REASON=SHARE with a share from 0 to 1 and one of the reasons " + Object.keys(dropReasons).join(", ")
    });
  }
  return [reason as DropReason, Number(share)];
}

const count = (value: number) => value.toLocaleString("en-US");

/** Says what a build read, located and left out, in lines for the terminal. */
export function describeManifest(manifest: Manifest): string {
  const secret = manifest.parameters.disclosure_key;
  const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
  return [
    ...manifest.sources.flatMap((source) => describeSource(source, manifest.parameters.deal_types)),
    ...(manifest.parameters.polygons === null ? [] : [`polygons: ${manifest.parameters.polygons}`]),
    ...manifest.parameters.vocabularies.map((account) => `vocabulary ${account}`),
    ...describeLinks(manifest.classification),
    ...(secret === undefined
      ? []
      : [`licensed records are protected with the key ${secret}: keep it, and use it for every release`]),
    `${manifest.tables.length} tables, ${(bytes / 1e6).toFixed(2)} MB, build ${manifest.build}`,
    ""
  ].join("\n");
}

function describeSource(source: ManifestSource, dealTypes: readonly DealClass[]): string[] {
  const {dataset, name, edition, synthetic, account, pooled, disclosure, coarsening} = source;
  const {extract, titles, untitled, types} = source;
  const {documents, read, located, drops} = account;
  const placed = Object.values(located).reduce((sum, n) => sum + n, 0);
  const kinds = Object.entries(read).map(([kind, n]) => `${count(n)} ${kind}`);
  const ways = Object.entries(located).map(([way, n]) => `${way} ${formatShare(n / placed)}`);
  return [
    `${dataset}: ${count(documents)} documents from ${name} ${edition}${synthetic ? " (synthetic sample)" : ""}`,
    ...(synthetic ? [`  files    ${count(extract.files.length)} of the sample`] : describeFiles(extract)),
    `  read     ${kinds.join(", ")}`,
    `  located  ${ways.join(", ") || "nothing"}`,
    ...(types ? [`  types    ${describeTypes(types, dealTypes)}`] : []),
    ...describeDrops(
      "left out",
      drops.filter(({reason}) => !isKept(reason))
    ),
    ...describeDrops(
      "kept    ",
      drops.filter(({reason}) => isKept(reason))
    ),
    ...(titles > 0 ? [`  titles   ${count(titles)} codes that the vocabulary lacks have the title in ${name}`] : []),
    ...describeGap("unknown ", untitled.unknown, "codes without a title"),
    ...describeGap("by class", untitled.subclass, "main groups that go by the title of their subclass"),
    ...(pooled ? [`  published ${poolingWords.line(...pooled)}`] : []),
    ...(disclosure ? [`  published ${disclosureWords.line(disclosure)}`] : []),
    ...(coarsening ? [`  published ${coarseningWords.line(coarsening)}`] : [])
  ];
}

/** One line for what was counted for some reasons, if there is any. */
function describeDrops(name: string, drops: readonly Drop[]): string[] {
  const told = drops.map(
    ({reason, rows, share, names}) => `${reason} ${count(rows)} (${[formatShare(share), ...(names ?? [])].join(", ")})`
  );
  return told.length === 0 ? [] : [`  ${name} ${told.join(", ")}`];
}

/** One line for codes that lack a title, if there are any. */
function describeGap(name: string, {documents, share, codes, most}: CodeGap, what: string): string[] {
  if (codes === 0) return [];
  const named = most.map(({symbol, documents}) => `${symbol} ${count(documents)}`).join(", ");
  return [
    `  ${name} ${count(documents)} documents (${formatShare(share)}) have one of ${count(codes)} ${what}: ${named}`
  ];
}

function describeTypes(types: NonNullable<ManifestSource["types"]>, counted: readonly DealClass[]): string {
  const list = (isCounted: boolean) =>
    (Object.entries(types) as [DealClass, number][])
      .filter(([name]) => counted.includes(name) === isCounted)
      .map(([name, n]) => `${name} ${count(n)}`)
      .join(", ") || "none";
  return `start-up funding: ${list(true)}; apart: ${list(false)}`;
}

/** A snapshot has thousands of parts: from this number of files of one kind on, one line stands for all. */
const manyFiles = 20;

/** One line for each file of an extract, and for what it lacks. */
function describeFiles({files, missing}: ExtractAccount): string[] {
  const kinds = group(files, ({kind, why}) => kind ?? `ignored: ${why}`);
  return [
    ...[...kinds].flatMap(([kind, notes]) => {
      const [first] = notes;
      const last = notes.at(-1)!;
      if (notes.length < manyFiles) return notes.map(({file}) => `  file     ${file}: ${kind}`);
      return [`  files    ${count(notes.length)} from ${first!.file} to ${last.file}: ${kind}`];
    }),
    ...missing.map((what) => `  missing  ${what}`)
  ];
}

function describeLinks({accepted, candidates, decisions, borderline, moved}: Manifest["classification"]): string[] {
  const against = moved.filter((decision) => decision.against);
  return [
    `links: ${count(accepted)} of ${count(candidates)} candidates; ${count(decisions)} decisions, ` +
      `${count(borderline)} borderline links undecided`,
    ...(moved.length > 0
      ? [
          `  the scores behind ${count(moved.length)} decisions have moved; the decisions hold, ` +
            `${count(against.length)} of them against the rule (npm run check -- decisions shows the effect)`
        ]
      : [])
  ];
}

export const command = defineCommand({
  name: "npm run data --",
  about: "Builds the Parquet files of the site. A lens without a folder uses the synthetic sample.",
  options: {
    ...extractOptions,
    exact: {help: "keep licensed records unchanged, for a site that you do not publish (docs/disclosure.md)"},
    "disclosure-key": {
      value: "FILE",
      help: "the secret with which licensed records are protected (default data/raw/disclosure.key; made if missing)"
    },
    regions: {value: "FILE", help: "NUTS regions of GISCO (GeoJSON, degrees), to locate points by polygon"},
    ...vocabularyOptions,
    years: {value: "FIRST-LAST", help: "years to keep (default 2016-2025)"},
    "locate-by": {value: "PARTY", help: "locate patents by inventors (default) or applicants"},
    embedder: {
      value: "NAME",
      help: "the model that compares titles with technologies: local (default), openai, transformers"
    },
    model: {value: "PATH", help: "the ONNX model of the embedder transformers"},
    "deal-types": {
      value: "CLASSES",
      help: `deals that count as start-up funding: all, or some of ${dealClasses.join(", ")} (default equity)`
    },
    limit: {
      value: "REASON=SHARE",
      help: "largest share of rows that may be left out for a reason (docs/data-dictionary.md)",
      multiple: true
    },
    out: {value: "DIR", help: "folder for the build (default data/build, which the site reads)", default: defaultOut}
  },
  async run(values, {signal}) {
    const {out, options} = readOptions(values);
    const {manifest, built} = await makeWarehouse(out, options, {signal});
    process.stdout.write(`${describeManifest(manifest)}${built ? "" : "nothing to do: the build is up to date\n"}`);
  }
});

await runIfStarted(import.meta.url, command);
