import type {LensValues, Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type DrawOptions, type EmptyCell, type Figure, type FigureTable, wideFrom} from "./figure.js";
import {notesOf} from "./notes.js";
import {clearlyAbove, legendHeight, rcaKey, stepOf} from "./scale.js";
import {type Draw, drawWith, figureSvg} from "./svg.js";
import {
  byCount,
  coverageText,
  groupsBy,
  lensCells,
  lensColumns,
  markLabel,
  unknownCounts,
  unknownIn,
  withoutAny
} from "./technologies.js";
import {textWidth, wrapText} from "./text-width.js";
import {layTreemap, type Tile} from "./treemap-layout.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

const strip = 22;

/**
 * Composition of a region's technologies in one lens: area is the share among the 38, colour is RCA. Lines below name
 * the technologies without any count, and those whose count is unknown.
 *
 * @param number number of the figure in the report
 */
export function treemapFigure(dataset: Dataset, number: number): Figure {
  const describe = (snapshot: Snapshot, words: FigureWords) => {
    const coverage = coverageText(snapshot, dataset, words);
    if (coverage !== null) return words.treemap.part.describe(dataset, coverage);
    const first = largest(snapshot, dataset)[0];
    return words.treemap.describe({
      region: words.regionName(snapshot.region),
      dataset,
      largest: first ? words.technology(first) : null,
      share: first?.lenses[dataset].share38 ?? 0,
      groups: groupsBy(snapshot.technologies, ({lenses}) => lenses[dataset].share38).map(({group, sum}) => ({
        group: words.group(group),
        share: sum
      })),
      none: withoutAny(snapshot, dataset).length,
      all: snapshot.technologies.length,
      unknown: unknownCounts(snapshot, dataset)
    });
  };
  return {
    id: `treemap-${dataset}`,
    number,
    datasets: [dataset],
    title(snapshot, words) {
      const coverage = coverageText(snapshot, dataset, words);
      if (coverage !== null) return coverage;
      const counted = largest(snapshot, dataset);
      const first = leadersOf(counted, dataset);
      return words.treemap.title({
        region: words.regionName(snapshot.region),
        dataset,
        first,
        counted: counted.length,
        share: first.reduce((sum, {lenses}) => sum + (lenses[dataset].share38 ?? 0), 0),
        few: snapshot.totals[dataset].few,
        above: snapshot.technologies.filter(({lenses}) => clearlyAbove(lenses[dataset])).length,
        none: withoutAny(snapshot, dataset).length,
        all: snapshot.technologies.length,
        unknown: unknownCounts(snapshot, dataset)
      });
    },
    howToRead(snapshot, words) {
      if (snapshot.totals[dataset].partial) return words.treemap.part.howToRead(dataset);
      const first = largest(snapshot, dataset)[0];
      return words.treemap.howToRead({
        region: words.regionName(snapshot.region),
        dataset,
        technology: first ? words.technology(first) : null,
        share: first?.lenses[dataset].share38 ?? null,
        rca: first?.lenses[dataset].rca ?? null,
        unknown: unknownCounts(snapshot, dataset)
      });
    },
    describe,
    draw: (snapshot, options) => drawTreemap(snapshot, dataset, describe(snapshot, options.words), options),
    table: (snapshot, words) => tableOf(snapshot, dataset, words)
  };
}

function largest(snapshot: Snapshot, dataset: Dataset): TechnologyValues[] {
  return byCount(snapshot.technologies, dataset).filter(({lenses}) => (lenses[dataset].count ?? 0) > 0);
}

/** The largest three, or fewer: of technologies with the same count, either all or none. */
function leadersOf(counted: readonly TechnologyValues[], dataset: Dataset): TechnologyValues[] {
  const count = (at: number) => counted[at]?.lenses[dataset].count;
  let most = Math.min(3, counted.length);
  while (most > 0 && count(most) === count(most - 1)) --most;
  return counted.slice(0, most);
}

function drawTreemap(
  snapshot: Snapshot,
  dataset: Dataset,
  description: string,
  {width, document, words}: DrawOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const {partial} = snapshot.totals[dataset];
  const size = ({lenses}: TechnologyValues) => lenses[dataset][partial ? "count" : "share38"];
  const groups = groupsBy(snapshot.technologies, size).map(({group, members}) => ({
    name: group,
    leaves: members.map((item) => ({item, value: Math.max(0, size(item) || 0)}))
  }));
  const layout = layTreemap(groups, {width, height: wide ? 560 : 640, strip, columns: wide ? 3 : 1});
  const top = legendHeight + 6;
  const parts = new Map(groups.map(({name, leaves}) => [name, leaves.reduce((sum, {value}) => sum + value, 0)]));
  const heads = layout.groups.map(({name, x, y, width: room}) => {
    const share = words.percent(parts.get(name)!);
    const texts = partial ? [words.group(name)] : [`${words.group(name)} ${share}`, words.group(name), share];
    const text = texts.find((one) => textWidth(one, 12, true) <= room - 2);
    return text === undefined ? null : draw("text", {class: "strong", x: x + 1, y: y + 16}, text);
  });
  const tiles = layout.groups.flatMap(({tiles}) => tiles);
  const unknown = unknownIn(snapshot, dataset);
  const note = notesOf(
    draw,
    [
      {start: words.none(dataset), technologies: withoutAny(snapshot, dataset)},
      {
        start: words.partlyPublished,
        technologies: snapshot.technologies.filter(({lenses}) => lenses[dataset].missing === "partly")
      },
      {start: words.unknown.withheld, technologies: unknown.withheld},
      {start: words.unknown.undisclosed, technologies: unknown.undisclosed}
    ],
    {
      name: words.shortTechnology,
      label: (technology) => markLabel(technology, dataset, words),
      y: top + layout.height + 8,
      width
    }
  );
  return figureSvg(
    draw,
    {id: `treemap-${dataset}`, width, height: top + layout.height + 8 + note.height, description},
    rcaKey(draw, words, 0, 0),
    draw(
      "g",
      {transform: `translate(0,${top})`},
      draw("g", {}, ...heads),
      draw("g", {class: "tiles"}, ...tiles.map((tile) => drawTile(draw, tile, dataset, words)))
    ),
    ...note.groups
  );
}

function drawTile(draw: Draw, tile: Tile<TechnologyValues>, dataset: Dataset, words: FigureWords): SVGGElement {
  const {item, x, y, width, height} = tile;
  const values = item.lenses[dataset];
  const step = stepOf(values);
  const label = labelOf(tile, dataset, words);
  return draw(
    "g",
    {class: `on-rca-${step}`, "data-technology": item.slug, "data-label": markLabel(item, dataset, words)},
    // To a hundredth, so that the areas of small tiles remain proportional.
    draw("rect", {class: `rca-${step}`, x: exact(x), y: exact(y), width: exact(width), height: exact(height)}),
    ...(label
      ? label.lines.map((line, at) =>
          draw(
            "text",
            {
              class: at < label.named ? "strong" : null,
              "font-size": label.size === 12 ? null : label.size,
              x: x + 6,
              y: y + 3 + label.size * (1 + at * 1.18)
            },
            line
          )
        )
      : []),
    label?.interval
      ? draw("g", {class: "intervals"}, draw("text", {x: x + 6, y: y + height - 6}, label.interval))
      : null
  );
}

const exact = (value: number) => String(Math.round(value * 100) / 100);

/** The text of a tile, in the largest letters with which name and share fit; null if nothing fits. */
function labelOf({item, width, height}: Tile<TechnologyValues>, dataset: Dataset, words: FigureWords) {
  const {missing, count, share38, low, high} = item.lenses[dataset];
  const share = missing === null ? words.percent(share38 ?? 0, 1) : words.amount(dataset, count ?? 0);
  const interval = missing === null ? words.interval(low, high) : null;
  const names = [words.technology(item), words.shortTechnology(item)];
  const largest = Math.min(20, Math.max(12, Math.sqrt(width * height) / 9));
  for (const size of [Math.round(largest), 14, 13, 12, 11].filter((one, at) => at === 0 || one < largest)) {
    for (const name of names) {
      const lines = wrapText(name, width - 10, size, {most: 3, bold: true});
      if (!lines) continue;
      const needed = (count: number) => 7 + size * (0.1 + count * 1.18);
      if (needed(lines.length + 1) <= height && textWidth(share, size) <= width - 10) {
        const room =
          interval !== null && height - needed(lines.length + 1) >= 14 && textWidth(interval, 11) <= width - 10;
        return {lines: [...lines, share], named: lines.length, size, interval: room ? interval : null};
      }
      const onOne = `${name} ${share}`;
      if (lines.length === 1 && needed(1) <= height && textWidth(onOne, size, true) <= width - 10)
        return {lines: [onOne], named: 1, size, interval: null};
      if (size === 11 && needed(lines.length) <= height) return {lines, named: lines.length, size, interval: null};
    }
  }
  return null;
}

function shareCell({missing, share38}: LensValues, words: FigureWords): number | EmptyCell | null {
  if (missing !== null) return {empty: words.missing(missing).short};
  return share38 === null ? null : 100 * share38;
}

function tableOf(snapshot: Snapshot, dataset: Dataset, words: FigureWords): FigureTable {
  const {columns} = words;
  return {
    columns: [
      {key: "technology", label: columns.technology},
      {key: "group", label: columns.group},
      {key: "share", label: columns.share, unit: "%", digits: 1},
      ...lensColumns(dataset, words, snapshot.technologies)
    ],
    rows: byCount(snapshot.technologies, dataset).map((technology) => ({
      technology: words.technology(technology),
      group: words.group(technology.group),
      share: shareCell(technology.lenses[dataset], words),
      ...lensCells(technology, dataset, words, snapshot.technologies)
    }))
  };
}
