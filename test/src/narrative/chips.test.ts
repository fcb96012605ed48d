import assert from "node:assert/strict";
import {test} from "node:test";
import {makeClaims} from "../../../src/narrative/claims.ts";
import {createView} from "../../../src/narrative/claims/view.ts";
import {referencesOf} from "../../../src/narrative/references.ts";
import {marksOf, type Sentence, sentencesOf, sentencesOfPages} from "./sentences.ts";
import {published, publishedSnapshot} from "./fixture.ts";

const {technologies} = publishedSnapshot();
const claims = new Map(makeClaims(published).map((claim) => [claim.id, claim]));
const values = new Set(referencesOf(technologies));
const sentences = sentencesOfPages();

const spoken = (name: string) =>
  name
    .replace(/ \(.*\)/, "")
    .replaceAll("&", "and")
    .toLowerCase();
/** Longer names first: robotics is no part of autonomous robots, but artificial intelligence may be part of others. */
const names = technologies
  .map(({slug, name}) => [slug, spoken(name)] as const)
  .sort((a, b) => b[1].length - a[1].length);

/** Slugs of the technologies that a sentence names, by mark or in plain text. */
function namedIn(sentence: Sentence): string[] {
  const marked = marksOf(sentence).flatMap((mark) => (mark.startsWith("name ") ? [mark.slice(5)] : []));
  let plain = sentence.text.replace(/\{\{[^{}]+\}\}/g, "").toLowerCase();
  const written = names.flatMap(([slug, name]) => {
    if (!new RegExp(`\\b${name}\\b`).test(plain)) return [];
    plain = plain.replaceAll(name, "");
    return [slug];
  });
  return [...new Set([...marked, ...written])].sort();
}

/** What a sentence with a verdict says beyond the claim that the verdict judges. */
function faultsOf(sentence: Sentence): string[] {
  const claim = claims.get(sentence.claim!);
  if (claim === undefined) return ["there is no such claim"];
  const marks = marksOf(sentence);
  const numbers = marks.filter((mark) => values.has(mark));
  const named = namedIn(sentence).filter((slug) => !(claim.id in broader && broader[claim.id] === slug));
  return [
    ...(/\p{L}{3}/u.test(sentence.text) ? [] : ["it follows no sentence"]),
    ...(/;|: .*: /.test(sentence.text.replace(/\([^()]*\)/g, "")) ? ["it says two things"] : []),
    ...marks.filter((mark) => /^top\b/.test(mark)).map((mark) => `${mark} is not judged`),
    ...numbers.filter((mark) => !claim.references.includes(mark)).map((mark) => `${mark} is none of its references`),
    ...named.filter((slug) => !claim.technologies.includes(slug)).map((slug) => `${slug} is none of its technologies`),
    // A sentence that names none says "all three", or speaks of a group.
    ...(named.length > 0 ? claim.technologies.filter((slug) => !named.includes(slug)) : []).map(
      (slug) => `it judges ${slug} too`
    )
  ];
}

/** Its sentence names the field of which it judges two branches. */
const broader: Readonly<Record<string, string>> = {"ai-subdomains-with-research": "artificial-intelligence"};

test("a verdict judges the sentence that it follows: its numbers and its technologies, no others and all of them", () => {
  const judged = sentences.filter(({claim}) => claim !== null);
  assert.ok(judged.length > 60, String(judged.length));
  const faults = judged.flatMap((one) => faultsOf(one).map((fault) => `${one.where}: ${one.claim}: ${fault}`));
  assert.deepEqual(faults, []);
});

test("a sentence that the published values refute is the original report's, and says so", () => {
  const view = createView(publishedSnapshot(), published);
  const refuted = sentences.filter(({claim}) => claim !== null && claims.get(claim)!.predicate(view) === false);
  assert.ok(refuted.length >= 10, String(refuted.length));
  const own = refuted.filter(({whole}) => !/\boriginal report\b|^It places/.test(whole));
  assert.deepEqual(
    own.map(({where, claim}) => `${where}: ${claim}`),
    []
  );
});

test("a verdict after the wrong sentence is found", () => {
  const faults = (text: string) => sentencesOf(text, "page.md").flatMap(faultsOf);
  assert.deepEqual(
    faults(
      "Four have {{deals.top4share38}}: {{top 4 deals.share38}}, and {{deals.rca drones}}. {{claim funding-concentrated}}"
    ),
    ["top 4 deals.share38 is not judged", "deals.rca drones is none of its references"]
  );
  assert.deepEqual(faults("{{name drones}} are strong. {{claim semiconductors-funded}}"), [
    "drones is none of its technologies",
    "it judges semiconductors too"
  ]);
  assert.deepEqual(faults("Wind energy is weak. {{claim wind-and-defence-weak-in-all}}"), [
    "it judges defence-technologies too"
  ]);
  assert.deepEqual(faults("They are strong; it should invest. {{claim semiconductors-funded}}"), [
    "it says two things"
  ]);
  assert.deepEqual(faults("Some are weak. {{claim publications-around-one}} {{claim patents-around-one}}"), [
    "it follows no sentence"
  ]);
  assert.deepEqual(faults("It is so. {{claim nope}}"), ["there is no such claim"]);
});

/** Words with which a sentence judges what its numbers or names only show. */
const judging = new RegExp(
  `\\b(${[
    "above|below|exceeds?|high|higher|highest|low|lower|lowest|large|larger|largest|small|little|few|most|more|less|least",
    "strong|stronger|strongest|weak|weaker|weakest|near|close|closest|far|ahead|behind|leads?|lags?|outstanding|only",
    "slight|rare|rarely|broad|complex|feasible|optimal|moonshots?|incremental|cautious|despite|yet|too|also"
  ].join("|")})\\b`,
  "i"
);

/** True whatever the data are, or advice: by how the sentence begins. */
const unjudged: Readonly<Record<string, string>> = {
  "Where {{region}} can lead": "a title that asks",
  "Of the {{group.size health-and-biotech}} health and biotech technologies": "counts those above Europe's share",
  "The number of technologies in each quadrant": "counts them",
  "Technologies with too few records": "counts them",
  "They divide the map": "defines the quadrants",
  "Biomanufacturing needs plants at home": "an opinion of the report",
  "{{name cybersecurity}} needs less capital": "advice",
  "Elsewhere the barriers are high": "an opinion of the report",
  "At the same time, artificial intelligence": "advice"
};

test("what stands without a verdict judges nothing, is true by how it is made, or is advice", () => {
  const about = (sentence: Sentence) =>
    namedIn(sentence).length > 0 || marksOf(sentence).some((mark) => values.has(mark) && mark !== "technologies");
  const open = sentences.filter(
    (one) =>
      one.claim === null &&
      about(one) &&
      judging.test(one.text.replace(/\{\{[^{}]+\}\}/g, "")) &&
      !Object.keys(unjudged).some((start) => one.text.startsWith(start))
  );
  assert.deepEqual(
    open.map(({where, text}) => `${where}: ${text}`),
    []
  );
  for (const start of Object.keys(unjudged))
    assert.ok(
      sentences.some(({text}) => text.startsWith(start)),
      start
    );
});
