import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {loadRegions} from "../../data-loaders/regions/regions.ts";
import {type BuildInputs, buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {tempFolder, writeFiles} from "../support/temp-folder.ts";

const root = tempFolder();
const progress = {update() {}, finish() {}};
const rounds = [2018, 2020, 2021, 2022].flatMap((year) =>
  [1, 2, 3, 4].map(
    (i) =>
    [`${year}-${i}`, `https://r/${year}-${i}`, `C${i}`, `https://c/${i}`, i === 4 ? "Grant" : "Seed", i * 1e6, `${year}-03-01`, "Robotics", '"Leuven, Vlaams-Brabant, Belgium, Europe"'].join(",") // prettier-ignore
  )
);
const header =
  "Transaction Name,Transaction Name URL,Organization Name,Organization Name URL,Funding Type,Money Raised (in USD)," +
  "Announced Date,Organization Industries,Organization Location";
const deals = {
  folder: join(writeFiles(join(root, "extracts"), {"deals/rounds.csv": [header, ...rounds].join("\n")}), "deals"),
  synthetic: false
};

/** A region of GISCO: a square around its centre. */
function squareFeature({code, lon, lat}: {code: string; lon: number | null; lat: number | null}) {
  const [x, y] = [lon! - 0.5, lat! - 0.5];
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0]
  ].map(([right, up]) => [x + right!, y + up!]);
  return {properties: {NUTS_ID: code}, geometry: {type: "Polygon", coordinates: [ring]}};
}

test("every option that changes what is published changes the name of the build", async () => {
  const locations = (await loadRegions(join(projectRoot, "data/regions"))).locations.filter(
    ({level}) => level === "nuts2"
  );
  const given = writeFiles(join(root, "given"), {
    "topics.csv": "topic_id,topic_name\n10036,Silicon Photonics\n",
    "regions.geojson": JSON.stringify({type: "FeatureCollection", features: locations.map(squareFeature)})
  });
  const start: BuildInputs = {
    ...defaultOptions,
    data: join(projectRoot, "data"),
    extracts: {deals},
    disclosureKey: join(root, "disclosure.key"),
    reportYears: {patents: [2016, 2025], publications: [2016, 2025], deals: [2016, 2025]},
    limits: {"left-out": 1}
  };
  const other = readFileSync(join(projectRoot, "data/taxonomy/taxonomy.json"), "utf8");
  const taxonomy = join(writeFiles(join(root, "taxonomy"), {"t.json": other.replace(/"version": "/, "$&1")}), "t.json");
  // Null: files of the project's own folder are part of the key, options are not published, the key is the hash's own.
  const changes: Record<keyof Required<BuildInputs>, Partial<BuildInputs> | null> = {
    data: null,
    embedder: null,
    options: null,
    disclosureKey: null,
    taxonomy: {taxonomy},
    extracts: {extracts: {deals: {...deals, synthetic: true}}},
    regions: {regions: join(given, "regions.geojson")},
    vocabularies: {vocabularies: {topic: join(given, "topics.csv")}},
    years: {years: [2016, 2024]},
    reportYears: {reportYears: {patents: [2016, 2023], publications: [2016, 2023], deals: [2016, 2021]}},
    locatePatentsBy: {locatePatentsBy: "applicants"},
    dealTypes: {dealTypes: ["equity", "grant"]},
    limits: {limits: {...start.limits, "bad-date": 0.5}},
    exact: {exact: true}
  };
  const names = new Map<string, string>();
  for (const [option, change] of [["none", {}], ...Object.entries(changes)] as [
    string,
    Partial<BuildInputs> | null
  ][]) {
    if (change === null) continue;
    const {build} = await buildWarehouse(
      join(root, "named"),
      "key",
      {...start, ...change},
      {
        progress: {update() {}, finish() {}}
      }
    );
    assert.equal(names.get(build), undefined, `${option} has the name of another build`);
    names.set(build, option);
  }
  const again = await buildWarehouse(join(root, "named-again"), "another key", start, {progress});
  assert.equal(names.get(again.build), "none", "equal options give an equal name");
});
