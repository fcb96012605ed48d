// What a build holds decides what can be chosen: in fields, controls, addresses, files and specifications.
import assert from "node:assert/strict";
import test from "node:test";
import {controlsHtml} from "../../../src/prerender/lab/controls-html.ts";
import {noticeTexts} from "../../../src/live/notices.ts";
import {readAddress, writeAddress} from "../../../src/scenario/address.ts";
import {
  AbsentError,
  checkField,
  FieldError,
  fieldNames,
  isOffered,
  lensesWithoutYears,
  valuesOf
} from "../../../src/scenario/fields.ts";
import {readFile, writeFile} from "../../../src/scenario/file.ts";
import {nextFlips} from "../../../src/scenario/next-flips.ts";
import {publishedScenario, type ScenarioBase} from "../../../src/scenario/scenario.ts";
import {choicesFor, makeDesign} from "../../../src/scenario/specifications.ts";
import {absentWords} from "../../../src/words/en/scenario.ts";
import {type Dataset, type HeldYears, shownYears} from "../../../src/terms/lenses.ts";
import {reportChoices, reportYears} from "../../support/report-choices.ts";
import {years} from "../narrative/fixture.ts";
import {base as wide} from "./fixture.ts";

const whole: ScenarioBase = {...wide, years};
const without = (...absent: Dataset[]): ScenarioBase => ({
  ...whole,
  years: Object.fromEntries(Object.entries(years).filter(([dataset]) => !absent.includes(dataset as Dataset)))
});
const levels = (base: ScenarioBase) => choicesFor(base, "BE2").flatMap((one) => one.levels.map(({id}) => id));
const lost = (base: ScenarioBase) => levels(whole).filter((id) => !levels(base).includes(id));
const offered = (base: ScenarioBase) => fieldNames.filter((name) => isOffered(name, base));

test("a build with everything leaves every choice", () => {
  assert.deepEqual(offered(whole), fieldNames);
  assert.deepEqual(valuesOf("edition", whole), ["current", "earlier"]);
  assert.deepEqual(valuesOf("lens", whole), ["patents", "publications", "deals"]);
});

test("without an earlier edition of publications there is no choice of edition, and no specification with it", () => {
  const base = without("publications_earlier");
  assert.deepEqual(lost(base), ["edition-published", "earlier-publications"]);
  assert.deepEqual(
    fieldNames.filter((name) => !offered(base).includes(name)),
    ["edition"]
  );
  const {choices, specifications} = makeDesign(base);
  assert.ok(!choices.some(({id}) => id === "edition"));
  assert.ok(specifications.every(({scenario, id}) => scenario.edition === "current" && !id.includes("vintage")));
  // The single changes, from the levels beside the published ones: 8 windows and thresholds, fractional counting,
  // rounds of all types, and 20 quick ones of which one is the edition.
  const singles = (of: ScenarioBase) => makeDesign(of).specifications.filter(({changed}) => changed === 1).length;
  assert.equal(singles(base), singles(whole) - 1);
  assert.equal(specifications.length, 600);
});

test("a build without deals has no choice of funding, its years or the thresholds of industries", () => {
  const base = without("deals");
  assert.deepEqual(lost(base), ["rounds-published", "all-rounds", "measure-published", "deals-counted"]);
  assert.deepEqual(
    fieldNames.filter((name) => !offered(base).includes(name)),
    ["years_deals", "deal_types", "similarity_industry", "cooccurrence_industry", "alone_industry", "measure"]
  );
  assert.deepEqual(valuesOf("lens", base), ["patents", "publications"]);
  const published = publishedScenario(base);
  for (const {scenario} of makeDesign(base).specifications)
    for (const name of ["years_deals", "deal_types", "similarity_industry", "measure"] as const)
      assert.deepEqual(scenario[name], published[name]);
});

test("a build without publications has no choice of their edition either, and one without patents begins with another lens", () => {
  const base = without("publications");
  assert.ok(!isOffered("edition", base) && !isOffered("similarity_topic", base));
  assert.deepEqual(lost(base), ["edition-published", "earlier-publications"]);
  assert.equal(publishedScenario(without("patents")).lens, "publications");
});

test("years that a build lacks are neither shown nor chosen", () => {
  const held: HeldYears = {...years, patents: [2022, 2030], deals: [2010, 2023]};
  assert.deepEqual(shownYears("patents", held, reportYears), [2022, 2024]);
  assert.deepEqual(shownYears("deals", held, reportYears), [2021, 2023]);
  assert.deepEqual(shownYears("deals", {}, reportYears), [2021, 2025]);
  const base = {...whole, years: held};
  const published = publishedScenario(base);
  assert.deepEqual(
    [published.years_patents, published.years_deals],
    [
      [2022, 2024],
      [2021, 2023]
    ]
  );
  assert.throws(() => checkField("years_deals", [2021, 2024], base), FieldError);
  for (const {scenario} of makeDesign(base).specifications) {
    assert.ok(scenario.years_patents[0] >= 2022 && scenario.years_deals[1] <= 2023);
    assert.equal(readAddress(writeAddress(scenario, base), base).notices.length, 0);
  }
});

test("an address that asks for what a site lacks is told in one line, and the published choice stands", () => {
  const base = without("publications_earlier", "deals");
  const {scenario, notices} = readAddress("v=1&vintage=earlier&lens=deals&yd=2021-2022&si=0.3&rca=1.2", base);
  assert.deepEqual(scenario, {...publishedScenario(base), rca_threshold: 1.2});
  assert.deepEqual(noticeTexts(notices), [
    "vintage=earlier in the address has no effect: this site has no earlier edition of the publications.",
    "lens=deals in the address has no effect: this site has no funding.",
    "yd=2021-2022 in the address has no effect: this site has no funding.",
    "si=0.3 in the address has no effect: this site has no funding."
  ]);
  // What no site has is no lack of this one.
  assert.equal(readAddress("vintage=oldest", base).notices[0]!.kind, "invalid");
  assert.throws(() => checkField("edition", "oldest", base), /one of current$/);
  assert.throws(() => checkField("edition", "earlier", base), AbsentError);
});

test("a file that asks for what a site lacks is told as well", () => {
  const earlier = {...publishedScenario(whole), edition: "earlier"} as const;
  const text = writeFile(earlier, whole, {build: "b", address: "a"});
  assert.equal(readFile(text, whole).scenario.edition, "earlier");
  const {scenario, notices} = readFile(text, without("publications_earlier"));
  assert.deepEqual([scenario.edition, notices.map(({kind}) => kind)], ["current", ["absent"]]);
});

test("years that a build publishes together are no choice; those of other lenses still are", () => {
  const base: ScenarioBase = {...whole, years: {...wide.years, patents: [2020, 2024]}, pooled: ["patents"]};
  assert.deepEqual(
    fieldNames.filter((name) => !offered(base).includes(name)),
    ["years_patents"]
  );
  assert.deepEqual(checkField("years_patents", [2020, 2024], base), [2020, 2024]);
  for (const value of [[2020, 2023], [2021, 2024], [2024, 2024], [2019, 2024], "2020", null])
    assert.throws(() => checkField("years_patents", value, base), AbsentError, JSON.stringify(value));
  assert.deepEqual(checkField("years_deals", [2022, 2023], base), [2022, 2023]);
  const {scenario, notices} = readAddress("v=1&yp=2021-2023&yd=2022-2023", base);
  assert.deepEqual(scenario, {...publishedScenario(base), years_deals: [2022, 2023]});
  assert.deepEqual(noticeTexts(notices), [
    "yp=2021-2023 in the address has no effect: this site publishes the years of patents only together."
  ]);
});

test("windows of a lens whose years are together never vary, however short, and other lenses keep theirs", () => {
  const base: ScenarioBase = {...whole, years: {...wide.years, patents: [2024, 2024]}, pooled: ["patents"]};
  const {specifications} = makeDesign(base);
  assert.ok(specifications.every(({scenario}) => String(scenario.years_patents) === "2024,2024"));
  assert.ok(new Set(specifications.map(({scenario}) => String(scenario.years_deals))).size > 3);
  const ids = (of: ScenarioBase) =>
    choicesFor(of, "BE2")
      .find(({id}) => id === "window")
      ?.levels.map(({id}) => id);
  assert.deepEqual(ids(base), ids({...whole, years: wide.years}), "the short window of patents takes none away");
  const none: ScenarioBase = {...whole, pooled: ["patents", "publications", "deals"]};
  assert.equal(ids(none), undefined);
});

test("the search for the next flips never tries what a site lacks", async () => {
  const base = without("publications_earlier", "deals");
  const published = publishedScenario(base);
  const tried: unknown[] = [];
  const flips = nextFlips(published, base, ({edition, measure, similarity_industry}) => {
    tried.push([edition, measure, similarity_industry]);
    return Promise.resolve(new Map());
  });
  assert.equal((await flips.next()).done, true);
  assert.ok(tried.length > 100);
  assert.deepEqual([...new Set(tried.map(String))], [`current,${published.measure},${published.similarity_industry}`]);
});

test("controls offer what the build holds; a group without any is left out", () => {
  const group = [
    {title: "Years and editions", fields: ["years_deals", "edition"] as const},
    {title: "Shown", fields: ["lens"] as const}
  ];
  const config = {
    region: {code: "BE2", name: "Flanders"},
    byline: "",
    peers: [],
    years: reportYears,
    benchmark: reportChoices.benchmark
  };
  const written = (base: ScenarioBase) =>
    String(
      controlsHtml(group, {
        region: {code: "BE2", name: "Flanders"},
        thresholds: base.thresholds,
        years: base.years,
        pooled: [...base.pooled],
        config
      })
    );
  assert.match(written(whole), /December 2025/);
  const left = written(without("publications_earlier", "deals"));
  assert.doesNotMatch(left, /December 2025|Years and editions|Funding/);
  assert.match(left, /data-field="lens"/);
  const together = written({...whole, pooled: ["deals"]});
  assert.match(together, /data-field="edition"/);
  assert.doesNotMatch(together, /data-field="years_deals"/);
  assert.equal(lensesWithoutYears({...whole, pooled: ["deals", "publications_earlier"]}).join(), "deals");
  assert.deepEqual(lensesWithoutYears({...without("deals"), pooled: ["deals"]}), [], "no deals, no years");
  assert.equal(
    absentWords.noYears(["patents", "deals"]),
    "The years of patents and funding are no choice: this site publishes them only together."
  );
});
