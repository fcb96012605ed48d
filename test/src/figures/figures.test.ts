import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import type {Figure} from "../../../src/figures/figure.ts";
import type {Snapshot} from "../../../src/indicators/snapshot.ts";
import {publishedSnapshot} from "../narrative/fixture.ts";
import {document, emptySnapshot, permutedSnapshot, sparseSnapshot} from "./fixture.ts";

const {figures} = await import("../../../src/figures/all.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");
const {textWidth} = await import("../../../src/figures/text-width.ts");
const {overlaps} = await import("../../../src/figures/labels.ts");
const {groupKeys} = await import("../../../src/figures/technologies.ts");

const widths = [1080, 350];
const all = [...figures.values()];
const [published, permuted, sparse, empty] = [
  publishedSnapshot(),
  permutedSnapshot(),
  sparseSnapshot(),
  emptySnapshot()
];
const drawAnew = (figure: Figure, snapshot: Snapshot, width: number) => figure.draw(snapshot, {width, document, words});

const drawn = new Map<Snapshot, Map<string, SVGSVGElement>>();
/** A drawing that is looked at, not changed: most of these tests' time would go into drawing the same again. */
function draw(figure: Figure, snapshot: Snapshot, width: number) {
  const of = drawn.get(snapshot) ?? new Map<string, SVGSVGElement>();
  drawn.set(snapshot, of);
  const key = `${figure.id} ${width}`;
  const svg = of.get(key) ?? drawAnew(figure, snapshot, width);
  of.set(key, svg);
  return svg;
}
const slugs = (svg: Element, selector = "[data-label]") =>
  Array.from(svg.querySelectorAll(selector), (mark) => mark.getAttribute("data-technology"));
const number = (element: Element, name: string) => Number(element.getAttribute(name));

/** The box of a text with its letters, as they are measured when it is placed. */
function boxOf(text: Element, size: number) {
  const bold = text.getAttribute("class")?.includes("strong");
  const width = textWidth(text.textContent ?? "", size, bold);
  const anchor = text.getAttribute("text-anchor") ?? "start";
  return {
    x: number(text, "x") - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0),
    y: number(text, "y") - size * 0.78,
    width,
    height: size
  };
}

test("every figure shows each technology once, as a mark that can be read out", () => {
  for (const figure of all)
    for (const width of widths)
      for (const snapshot of [published, sparse, empty]) {
        const svg = draw(figure, snapshot, width);
        assert.deepEqual(
          slugs(svg).sort(),
          snapshot.technologies.map(({slug}) => slug).sort(),
          `${figure.id} ${width}`
        );
        assert.equal(svg.querySelectorAll("[data-technology][data-label='']").length, 0);
      }
  const label = draw(figures.get("graph-patents")!, published, 1080)
    .querySelector("[data-label][data-technology=semiconductors]")!
    .getAttribute("data-label");
  assert.equal(label, "Semiconductors: RCA 1.10 (95% interval 0.95–1.27), 195 patents");
});

test("labels neither overlap nor leave the drawing, with the intervals shown too", () => {
  for (const figure of all.filter(({id}) => id === "network" || id.startsWith("graph")))
    for (const width of widths)
      for (const snapshot of [published, permuted]) {
        const svg = draw(figure, snapshot, width);
        const size = width === 1080 ? 12 : 11;
        const texts = [...svg.querySelectorAll(".labels > text")].map((text) => ({
          text: text.textContent!,
          box: boxOf(text, size)
        }));
        const intervals = [...svg.querySelectorAll(".labels .intervals text")].map((text) => ({
          text: text.textContent!,
          box: boxOf(text, 11)
        }));
        assert.equal(intervals.length, figure.id === "network" ? 0 : texts.length);
        const together = [...texts, ...intervals];
        for (const [at, one] of together.entries()) {
          const {x, y, width: w, height} = one.box;
          assert.ok(
            x >= 0 && y >= 0 && x + w <= width && y + height <= number(svg, "height"),
            `${figure.id} ${width}: ${one.text} leaves`
          );
          for (const other of together.slice(at + 1))
            assert.ok(!overlaps(one.box, other.box), `${figure.id} ${width}: ${one.text} on ${other.text}`);
        }
        if (width === 1080) assert.equal(texts.length, 38, `${figure.id}: ${texts.length} labels`);
        else assert.ok(texts.length >= 14, `${figure.id}: ${texts.length} labels on a phone`);
      }
});

test("areas of a treemap are proportional to the shares, and its letters stay in their tiles", () => {
  for (const figure of all.filter(({id}) => id.startsWith("treemap")))
    for (const width of widths) {
      const dataset = figure.datasets[0]!;
      const svg = draw(figure, published, width);
      const tiles = [...svg.querySelectorAll(".tiles > g")];
      const areas = tiles.map(
        (tile) => number(tile.querySelector("rect")!, "width") * number(tile.querySelector("rect")!, "height")
      );
      const whole = areas.reduce((sum, area) => sum + area, 0);
      for (const [at, tile] of tiles.entries()) {
        const {lenses} = published.technologies.find(({slug}) => slug === tile.getAttribute("data-technology"))!;
        assert.ok(
          Math.abs(areas[at]! / whole - lenses[dataset].share38!) < 2e-4,
          `${figure.id} ${width}: ${tile.getAttribute("data-technology")}`
        );
        const rect = tile.querySelector("rect")!;
        for (const text of tile.querySelectorAll("text")) {
          const size =
            text.parentElement!.getAttribute("class") === "intervals"
              ? 11
              : Number(text.getAttribute("font-size") ?? 12);
          const box = boxOf(text, size);
          assert.ok(size >= 11);
          assert.ok(
            box.x >= number(rect, "x") &&
              box.y >= number(rect, "y") &&
              box.x + box.width <= number(rect, "x") + number(rect, "width") + 0.1 &&
              box.y + box.height <= number(rect, "y") + number(rect, "height") + 0.1,
            `${figure.id} ${width}: ${text.textContent}`
          );
        }
      }
      const boxes = tiles
        .map((tile) => tile.querySelector("rect")!)
        .map((rect) => ({
          x: number(rect, "x") + 0.02,
          y: number(rect, "y") + 0.02,
          width: number(rect, "width") - 0.04,
          height: number(rect, "height") - 0.04
        }));
      for (const [at, box] of boxes.entries()) assert.ok(boxes.slice(at + 1).every((other) => !overlaps(box, other)));
    }
});

test("technologies without funding stand in a line under the treemap", () => {
  const svg = draw(figures.get("treemap-deals")!, published, 350);
  const none = published.technologies.filter(({lenses}) => lenses.deals.count === 0).map(({slug}) => slug);
  assert.equal(none.length, 7);
  assert.deepEqual(slugs(svg, ".note [data-technology]").sort(), none.sort());
  assert.match(svg.querySelector(".note")!.textContent!, /^No funding:Carbon Capture/);
});

test("circles stand where the values are, their areas by count", () => {
  const svg = draw(figures.get("graph-publications")!, published, 1080);
  const circles = [...svg.querySelectorAll(".dots circle")].map((circle) => ({
    circle,
    technology: published.technologies.find(({slug}) => slug === circle.getAttribute("data-technology"))!
  }));
  const [first, ...others] = circles;
  for (const {circle, technology} of others) {
    const ratio = technology.lenses.publications.count! / first!.technology.lenses.publications.count!;
    if (number(circle, "r") > 3.5)
      assert.ok(Math.abs((number(circle, "r") / number(first!.circle, "r")) ** 2 - ratio) < 0.02);
    assert.equal(
      Math.sign(number(circle, "cx") - number(first!.circle, "cx")),
      Math.sign(technology.lenses.patents.density! - first!.technology.lenses.patents.density!)
    );
    assert.equal(
      Math.sign(number(first!.circle, "cy") - number(circle, "cy")),
      Math.sign(technology.complexity! - first!.technology.complexity!)
    );
  }
});

test("table twins have the rows and values that are drawn", () => {
  for (const figure of all) {
    const {columns, rows} = figure.table(published, words);
    assert.equal(rows.length, 38, figure.id);
    for (const row of rows) assert.deepEqual(Object.keys(row).sort(), columns.map(({key}) => key).sort(), figure.id);
  }
  const semiconductors = figures
    .get("graph-patents")!
    .table(published, words)
    .rows.find(({technology}) => technology === "Semiconductors")!;
  assert.deepEqual(
    {...semiconductors, low: null, high: null},
    {
      technology: "Semiconductors",
      group: "Digital & AI",
      quadrant: "Optimal investment",
      relatedness: 32.81,
      complexity: 73.83,
      count: 195,
      rca: 1.1,
      low: null,
      high: null
    }
  );
  const links = figures
    .get("network")!
    .table(published, words)
    .rows.reduce((sum, {links: own}) => sum + Number(own), 0);
  assert.equal(links, 2 * 103);
  assert.equal(draw(figures.get("network")!, published, 1080).querySelectorAll(".network-nodes circle").length, 38);
  const lines = [...draw(figures.get("network")!, published, 1080).querySelectorAll(".network-links path")].flatMap(
    (path) => path.getAttribute("d")!.match(/M/g)!
  );
  assert.equal(lines.length, 103);
});

test("the same input gives the same drawing, light enough to stand in a page, with an id of its own", () => {
  const ids = new Set<string>();
  for (const figure of all)
    for (const width of widths) {
      const svg = draw(figure, published, width);
      assert.equal(svg.outerHTML, drawAnew(figure, publishedSnapshot(), width).outerHTML, figure.id);
      assert.ok(svg.outerHTML.length < 40_000, `${figure.id}: ${svg.outerHTML.length}`);
      assert.equal(svg.getAttribute("role"), "img");
      assert.equal(svg.getAttribute("aria-label"), figure.describe(published, words));
      assert.doesNotMatch(svg.outerHTML, /NaN|undefined|Infinity/);
      ids.add(svg.id);
    }
  assert.equal(ids.size, all.length * widths.length);
});

test("titles and descriptions follow the region", () => {
  for (const figure of all) {
    for (const say of ["title", "describe", "howToRead"] as const) {
      const [here, there] = [figure[say](published, words), figure[say](permuted, words)];
      assert.notEqual(here, there, `${figure.id} ${say}`);
      assert.match(here, /Flanders/, `${figure.id} ${say}`);
      assert.match(there, /Oberbayern/, `${figure.id} ${say}`);
      assert.doesNotMatch(here + there, /NaN|undefined|null|Infinity/);
    }
  }
  assert.equal(figures.get("graph-deals")!.title(published, words).includes("Vlaams"), false);
});

test("a region with little or nothing is drawn and told without gaps", () => {
  for (const snapshot of [sparse, empty, JSON.parse(JSON.stringify(empty)) as Snapshot])
    for (const figure of all)
      for (const width of widths) {
        const told = [
          draw(figure, snapshot, width).outerHTML,
          figure.title(snapshot, words),
          figure.howToRead(snapshot, words),
          figure.describe(snapshot, words)
        ].join(" ");
        assert.doesNotMatch(told, /NaN|undefined|null|Infinity/, `${figure.id} ${width}`);
        assert.equal(figure.table(snapshot, words).rows.length, 38);
      }
});

test("each group has a colour of its own, by its name or, in another taxonomy, by its place", () => {
  const own = (groups: readonly string[]) => groups.map(groupKeys(groups.map((group) => ({group}))));
  assert.deepEqual(own([...new Set(published.technologies.map(({group}) => group))].sort()), [
    ...["industry", "digital", "energy", "health", "security"]
  ]);
  assert.deepEqual(own(["Raw materials", "Digital life", "Transport"]), ["health", "digital", "industry"]);
  assert.deepEqual(own(["Health A", "Health B"]), ["health", "digital"]);
  assert.deepEqual(own(["a", "b", "c", "d", "e", "f", "g"]).slice(4), ["security", "other", "other"]);
});
