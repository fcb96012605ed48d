import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import type {Comparison} from "../../../src/figures/compare.ts";
import {publishedSnapshot} from "../narrative/fixture.ts";
import {document, emptySnapshot, permutedSnapshot, sparseSnapshot} from "./fixture.ts";

const {compareHowToRead, compareTable, compareTechnologies, compareTitle, drawCompare} =
  await import("../../../src/figures/compare.ts");
const {drawQuadrants, quadrantTable, quadrantTitle} = await import("../../../src/figures/compare-quadrants.ts");
const {compareWords} = await import("../../../src/words/en/compare.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");
const {differenceP} = await import("../../../src/indicators/difference.ts");

const [published, permuted, sparse, empty] = [
  publishedSnapshot(),
  permutedSnapshot(),
  sparseSnapshot(),
  emptySnapshot()
];
const options = (width: number) => ({width, document, words, compareWords});
const pairs: Comparison[] = [
  [published, permuted],
  [permuted, published],
  [published, null],
  [sparse, permuted],
  [empty, permuted],
  [permuted, empty],
  [empty, null]
].flatMap(([first, second]) =>
  (["patents", "publications", "deals"] as const).map((dataset, i) => ({
    first: first!,
    second: second ?? null,
    dataset,
    order: i % 2 === 0 ? ("first" as const) : ("difference" as const)
  }))
);
const number = (element: Element, name: string) => Number(element.getAttribute(name));

test("each technology is one mark that can be read out, within the drawing", () => {
  for (const comparison of pairs)
    for (const width of [1080, 350]) {
      const svg = drawCompare(comparison, options(width));
      const marks = [...svg.querySelectorAll("[data-label]")];
      assert.deepEqual(
        marks.map((mark) => mark.getAttribute("data-technology")).sort(),
        published.technologies.map(({slug}) => slug).sort()
      );
      for (const circle of svg.querySelectorAll("circle"))
        assert.ok(
          number(circle, "cx") >= 0 && number(circle, "cx") <= width && number(circle, "cy") <= number(svg, "height")
        );
      for (const line of svg.querySelectorAll(".compare-interval"))
        assert.ok(number(line, "x1") <= number(line, "x2") && number(line, "x2") <= width);
      assert.ok(
        !/NaN|undefined|Infinity/.test(
          svg.outerHTML +
            JSON.stringify(compareTable(comparison, words, compareWords)) +
            compareTitle(comparison, words, compareWords) +
            compareHowToRead(comparison, words, compareWords)
        )
      );
    }
  const label = drawCompare(pairs[0]!, options(1080))
    .querySelector("[data-technology=semiconductors]")!
    .getAttribute("data-label")!;
  assert.match(
    label,
    /^Semiconductors: Flanders RCA 1\.10 \(0\.95–1\.27\), 195 patents; Oberbayern RCA .+; the difference (is too large to be|may be) chance$/
  );
});

test("marks stand where their RCA is: to the right of each other as the numbers are, the first region's a circle", () => {
  const svg = drawCompare(pairs[0]!, options(1080));
  const centre = (path: Element) => Number(/^M([\d.]+)/.exec(path.getAttribute("d")!)![1]) + 6.5;
  for (const {technology, first, second} of compareTechnologies(pairs[0]!)) {
    const row = svg.querySelector(`g[data-technology="${technology.slug}"]`)!;
    const [circle, diamond] = [row.querySelector("circle")!, row.querySelector("path")!];
    const inside = (rca: number) => rca > 1 / 8 && rca < 8;
    if (!inside(first.rca!) || !inside(second!.rca!)) continue;
    const apart = number(circle, "cx") - centre(diamond);
    assert.ok(
      Math.abs(
        Math.sign(Math.round(apart * 2)) - Math.sign(Math.round(apart * 2) === 0 ? 0 : first.rca! - second!.rca!)
      ) < 1e-9,
      technology.slug
    );
  }
});

test("the title counts who is ahead and what chance does not explain, and turns round with the regions", () => {
  const [one, other] = [pairs[0]!, pairs[3]!].map((comparison) =>
    compareTitle({...comparison, dataset: "patents"}, words, compareWords)
  );
  const [, ahead, told] =
    /^Flanders is ahead of Oberbayern in (\d+) of 38 technologies in patents; (\d+) differences are too large to be chance$/.exec(
      one!
    )!;
  const [, behind, same] =
    /^Oberbayern is ahead of Flanders in (\d+) of 38 technologies in patents; (\d+) differences are too large to be chance$/.exec(
      other!
    )!;
  const equal = published.technologies.filter(
    ({lenses}, at) => lenses.patents.rca === permuted.technologies[at]!.lenses.patents.rca
  ).length;
  assert.equal(Number(ahead) + Number(behind) + equal, 38);
  assert.equal(told, same);
  const table = compareTable({...pairs[0]!, dataset: "patents"}, words, compareWords);
  assert.equal(table.rows.filter(({told: sure}) => sure === "yes").length, Number(told));
  assert.equal(table.rows.filter(({first_rca: a, second_rca: b}) => Number(a) > Number(b)).length, Number(ahead));
  for (const {first, second, told: sure} of compareTechnologies({...pairs[0]!, dataset: "patents"})) {
    // What does not even pass alone passes no stricter test.
    if (sure)
      assert.ok(
        differenceP(
          first.documents!,
          first.documents! / first.rca! || first.expected!,
          second!.documents!,
          second!.documents! / second!.rca! || second!.expected!
        ) < 0.05
      );
  }
});

test("a part and its whole are not tested against each other", () => {
  const part = {...permuted, region: {code: "BE21", name: "Antwerp"}};
  const comparison = {first: published, second: part, dataset: "patents" as const, order: "first" as const};
  assert.ok(compareTechnologies(comparison).every(({told}) => told === null));
  assert.match(compareTitle(comparison, words, compareWords), /they share documents/);
  assert.ok(compareTable(comparison, words, compareWords).rows.every(({told}) => told === "not tested"));
});

test("rows are in the order that is asked for, group by group", () => {
  for (const order of ["first", "difference"] as const) {
    const comparison = {...pairs[0]!, order};
    const gaps = new Map(
      compareTechnologies(comparison).map(({technology, gap, first}) => [
        words.technology(technology),
        {group: technology.group, key: order === "first" ? first.rca : gap}
      ])
    );
    const rows = compareTable(comparison, words, compareWords).rows.map(({technology}) =>
      gaps.get(String(technology))!
    );
    rows.forEach((row, at) =>
      assert.ok(
        at === 0 ||
          (rows[at - 1]!.group === row.group ? rows[at - 1]!.key! >= row.key! : rows[at - 1]!.group < row.group)
      )
    );
    const drawn = [...drawCompare(comparison, options(350)).querySelectorAll("[data-label]")].map(
      (mark) => mark.getAttribute("data-label")!.split(": ")[0]
    );
    assert.deepEqual(
      drawn,
      compareTable(comparison, words, compareWords).rows.map(({technology}) => technology)
    );
  }
});

test("quadrants: those that differ are drawn, those that agree are named, and the title counts both", () => {
  for (const [first, second] of [
    [published, permuted],
    [sparse, permuted],
    [published, published],
    [empty, empty]
  ] as const)
    for (const width of [1080, 350]) {
      const svg = drawQuadrants(first, second, options(width));
      const differ = first.technologies.filter(({quadrant}, at) => quadrant !== second.technologies[at]!.quadrant);
      assert.deepEqual(
        [...svg.querySelectorAll("[data-label]")].map((mark) => mark.getAttribute("data-technology")).sort(),
        first.technologies.map(({slug}) => slug).sort()
      );
      const placed = differ.filter(
        ({quadrant, technology}) => quadrant !== null && second.technologies[technology - 1]!.quadrant !== null
      );
      assert.deepEqual(
        [...svg.querySelectorAll(".compare-row")].map((mark) => mark.getAttribute("data-technology")).sort(),
        placed.map(({slug}) => slug).sort()
      );
      const title = quadrantTitle(first, second, words, compareWords);
      assert.match(
        title,
        differ.length === 0
          ? /^All 38 technologies are in the same/
          : new RegExp(`^${differ.length} of 38 technologies`)
      );
      assert.equal(quadrantTable(first, second, words, compareWords).rows.length, 38);
    }
});
