import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {
  describePages,
  findMisses,
  limits,
  listPages,
  medianPaint,
  type PageMeasures,
  type PaintMeasures,
  samplePages
} from "../../../../tools/check/pages/limits.ts";

const paint: PaintMeasures = {fcp: 900, figures: 1200, hasFigure: true, kilobytes: 120, shift: 0.001};
const lighthouse = {performance: 97, accessibility: 100, "best-practices": 96, seo: 95};
const good: PageMeasures = {page: "/", paint, lighthouse, axe: []};

describe("listPages", () => {
  test("HTML files are pages; attachments are not, whatever the system's separator", () => {
    assert.deepEqual(
      listPages([
        "index.html",
        "404.html",
        "technology\\robotics.html",
        "technology/index.html",
        "_file/a.html",
        "a.css"
      ]),
      ["/", "/404", "/technology/", "/technology/robotics"]
    );
  });
});

describe("samplePages", () => {
  test("of the technologies the first, the middle and the last remain, of the others all but the error page", () => {
    const technologies = Array.from({length: 38}, (_, i) => `/technology/t${String(i).padStart(2, "0")}`);
    assert.deepEqual(samplePages(["/", "/404", "/claims", "/technology/", ...technologies]), [
      "/",
      "/claims",
      "/technology/",
      "/technology/t00",
      "/technology/t19",
      "/technology/t37"
    ]);
  });

  test("few technologies remain all", () => {
    for (const pages of [["/"], ["/technology/a"], ["/technology/a", "/technology/b", "/technology/c"]])
      assert.deepEqual(samplePages(pages), pages);
  });
});

describe("findMisses", () => {
  test("a good page has none, nor has one of which nothing was measured", () => {
    assert.deepEqual(findMisses(good), []);
    assert.deepEqual(findMisses({page: "/", paint: null, lighthouse: null, axe: null}), []);
  });

  const cases: [keyof PaintMeasures, number, RegExp][] = [
    ["fcp", limits.fcp, /^\/: first contentful paint 1500 ms, limit 1500 ms$/],
    ["figures", limits.figures, /^\/: figures visible after 2500 ms, limit 2500 ms$/],
    ["shift", limits.shift, /^\/: layout shift 0\.050, limit 0\.05$/],
    ["kilobytes", limits.kilobytes + 1, /^\/: transferred before the figures 401 kB, limit 400 kB$/]
  ];
  for (const [key, value, expected] of cases) {
    test(`${key} at ${value} is one miss`, () => {
      const misses = findMisses({...good, paint: {...paint, [key]: value}});
      assert.equal(misses.length, 1);
      assert.match(misses[0]!, expected);
      assert.equal(findMisses({...good, paint: {...paint, [key]: value * 0.99}}).length, 0);
    });

    test(`${key} that could not be measured is a miss`, () => {
      assert.equal(findMisses({...good, paint: {...paint, [key]: NaN}}).length, 1);
    });
  }

  test("each low score and each violation is a miss of its own", () => {
    const misses = findMisses({
      ...good,
      lighthouse: {...lighthouse, performance: 94, seo: NaN},
      axe: ["label (light)", "list (dark)"]
    });
    assert.deepEqual(misses, [
      "/: lighthouse performance 94, limit 95",
      "/: lighthouse seo NaN, limit 95",
      "/: axe label (light)",
      "/: axe list (dark)"
    ]);
  });
});

describe("medianPaint", () => {
  const visits = [3, 1, 2, 4].map((figures) => ({...paint, figures}));
  test("the visit in the middle counts, of four the third", () => {
    assert.equal(medianPaint(visits.slice(0, 3)).figures, 2);
    assert.equal(medianPaint(visits).figures, 3);
    assert.throws(() => medianPaint([]), /no visits/);
  });
});

describe("describePages", () => {
  test("what misses is bold, pages without a figure say so, pages seen by axe only share a row", () => {
    const slow: PageMeasures = {
      page: "/claims",
      paint: {...paint, fcp: 1600, hasFigure: false},
      lighthouse: {...lighthouse, seo: 90},
      axe: ["a"]
    };
    const alone = (axe: string[]): PageMeasures => ({page: "/technology/x", paint: null, lighthouse: null, axe});
    const rows = describePages([good, slow, alone([]), alone(["a", "b"])])
      .split("\n")
      .slice(2);
    assert.deepEqual(rows, [
      "| `/` | 0.90 | 1.20 | 120 | 0.001 | 97 | 100 | 96 | 95 | 0 |",
      "| `/claims` | **1.60** | 1.20 (text) | 120 | 0.001 | 97 | 100 | 96 | **90** | **1** |",
      "| 2 other pages | | | | | | | | | **2** |",
      "| limit | 1.50 | 2.50 | 400 | 0.05 | 95 | 95 | 95 | 95 | 0 |"
    ]);
  });
});
