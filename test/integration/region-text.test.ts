import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import {loadPublished} from "../../data-loaders/report/report.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {type Snapshot, SnapshotMemory, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {alternatives} from "../../src/narrative/alternatives.ts";
import type {Published} from "../../src/narrative/published.ts";
import {type RegionText, writeRegionText} from "../../src/narrative/region-text/region-text.ts";
import {readPlaces} from "../../src/narrative/tables.ts";
import {plainText} from "../../src/prerender/region-text-html.ts";
import {claimWords} from "../../src/words/en/claims.ts";
import {narrativeWords} from "../../src/words/en/narrative.ts";
import {regionTextWords} from "../../src/words/en/region-text.ts";
import {RegionTextOracle} from "../support/region-text-oracle.ts";
import {sampleBuild} from "../support/sample-build.ts";

let build: OpenBuild, published: Published;
let places: Awaited<ReturnType<typeof readPlaces>>;

before(async () => {
  build = await openBuild(await sampleBuild());
  places = await readPlaces(build.query);
  published = await loadPublished(build.engines.technologies, await loadReportConfig());
});

after(() => build?.close());

function sentencesOf(text: RegionText, snapshot: Snapshot): string[] {
  const inputs = {text, snapshot, published, ownRegion: "Flanders", words: regionTextWords, narrativeWords, claimWords};
  return Object.values(text).flatMap((part) => part.map((one) => plainText(one, inputs)));
}

test("the text of every region is true, grammatical and its own", {timeout: 300_000}, () => {
  const memory = new SnapshotMemory();
  const seen = new Map<string, string>();
  assert.ok(places.length > 300, `${places.length} regions`);
  for (const {code, name} of places) {
    const snapshot = takeSnapshot(build.engines, {region: {code, name}, memory});
    const oracle = new RegionTextOracle(snapshot);
    const sentences = sentencesOf(writeRegionText(snapshot, {published, alternatives: []}), snapshot);
    for (const one of sentences) oracle.check(one);
    const whole = sentences.join(" ");
    const words = whole.split(" ").length;
    assert.ok(words > 150 && words < 1200, `${code}: ${words} words`);
    // Names apart, no two regions have the same text.
    const numbers = whole.replaceAll(name.replace(/ \([A-Z]{2}\)$/, ""), "").replace(/, in [^,]+,/, "");
    assert.equal(seen.get(numbers), undefined, `${code} reads as ${seen.get(numbers)}`);
    seen.set(numbers, code);
  }
});

test("verdicts follow from the intervals and the other choices of method", {timeout: 300_000}, () => {
  for (const code of ["DE21", "NL41", "ES11", "NL4"]) {
    const region = places.find((place) => place.code === code)!;
    const snapshot = takeSnapshot(build.engines, {region});
    const memory = new SnapshotMemory();
    const others = alternatives.map(({id, method, counting}) => ({
      id,
      snapshot: takeSnapshot(build.engines, {region, method: {...reportMethod, ...method}, counting, memory})
    }));
    const text = writeRegionText(snapshot, {published, alternatives: others});
    const oracle = new RegionTextOracle(snapshot);
    for (const one of sentencesOf(text, snapshot)) oracle.check(one);
    const judged = Object.values(text)
      .flat()
      .filter(({judgement}) => judgement);
    assert.ok(judged.length > 0, code);
    const parts = Object.entries(text).filter(([part]) => part !== "summary");
    const ids = parts.flatMap(([, sentences]) => sentences.flatMap(({id}) => id ?? []));
    assert.equal(new Set(ids).size, ids.length, "outside the summary, each verdict has an address of its own");
    for (const {id, judgement} of judged) {
      assert.ok(judgement!.verdict === "holds" || judgement!.verdict === "fragile", `${id}: ${judgement!.verdict}`);
      const turns = judgement!.because.against.length > 0 || judgement!.because.limit !== null;
      assert.equal(judgement!.verdict === "fragile", turns, id!);
    }
  }
});
