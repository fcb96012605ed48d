import {geoConicEqualArea, geoPath, type GeoProjection, scaleSqrt} from "npm:d3";
import type {FeatureCollection} from "geojson";
import type {Missing} from "../indicators/missing.ts";
import {poissonInterval} from "../indicators/uncertainty.js";
import {type DrawOptions, type FigureTable, wideFrom} from "./figure.js";
import {isTold, type Standing, type Standings, standings} from "./standing.js";
import {type Box, placeLabels} from "./labels.js";
import {isNumber} from "../text/numbers.js";
import {leaderPath} from "./label-marks.js";
import {legendHeight, rcaKey, type RcaStep, rcaStep} from "./scale.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {textWidth} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

/** A NUTS2 region with one technology's values in one lens. */
export interface MapRegion {
  code: string;
  name: string;
  /** Degrees; null if unknown. */
  lon: number | null;
  lat: number | null;
  rca: number | null;
  /** Null where unknown. */
  count: number | null;
  /** The count that the benchmark's share implies. */
  expected: number;
  /** Why the count is unknown, or whether the region has too few documents to tell. */
  missing?: Missing | null;
}

export interface MapWhat {
  /** Code of the region to ring; a NUTS1 code rings its parts. */
  region: string;
  /** The region; a NUTS1 region has no dot of its own. */
  own: Standing;
  technology: string;
  lens: Dataset;
}

/** The area of the map, in degrees: west, south, east, north. Regions outside are listed below it. */
const mapWindow = [-25, 34, 36, 71.5] as const;

const isWithin = ({lon, lat}: MapRegion): boolean =>
  isNumber(lon) &&
  isNumber(lat) &&
  lon >= mapWindow[0] &&
  lon <= mapWindow[2] &&
  lat >= mapWindow[1] &&
  lat <= mapWindow[3];
const isOwn = (region: string, {code}: MapRegion) => code.startsWith(region);

interface Found extends Omit<Standings<MapRegion>, "others"> {
  /** Whether the chosen region has parts. */
  whole: boolean;
  /** Regions with an unknown count, and with too few documents. */
  unknown: number;
  few: number;
}

function findings(regions: readonly MapRegion[], {region, own}: MapWhat): Found {
  const {others: _, ...found} = standings(regions, region, own);
  const few = regions.filter(({missing}) => missing === "few").length;
  return {
    ...found,
    whole: regions.some((one) => isOwn(region, one)) && !regions.some(({code}) => code === region),
    unknown: regions.filter(({missing}) => missing).length - few,
    few
  };
}

/** The finding: how many regions lie above Europe's share, and where the chosen one ranks. */
export function mapTitle(regions: readonly MapRegion[], what: MapWhat, words: FigureWords): string {
  return words.map.title({technology: what.technology, dataset: what.lens, ...findings(regions, what)});
}

/** One sentence for screen readers. */
export function describeMap(regions: readonly MapRegion[], what: MapWhat, words: FigureWords): string {
  const first = regions
    .filter(isTold)
    .filter(({rca}) => rca > 0)
    .sort((a, b) => b.rca - a.rca)[0];
  return words.map.describe({
    technology: what.technology,
    dataset: what.lens,
    ...findings(regions, what),
    first: first?.name ?? null,
    firstRca: first?.rca ?? 0
  });
}

/** How to read the map: what its dots show, and what its ranks mean. */
export function mapHowToRead(regions: readonly MapRegion[], what: MapWhat, words: FigureWords): string {
  return words.map.howToRead({dataset: what.lens, few: findings(regions, what).few});
}

/** The values of the map as a table, highest RCA first; regions whose RCA cannot be told come last. */
export function mapTable(regions: readonly MapRegion[], {lens}: MapWhat, words: FigureWords): FigureTable {
  const {columns} = words;
  const some = regions.some(({missing}) => missing);
  return {
    columns: [
      {key: "code", label: columns.code},
      {key: "region", label: columns.region},
      {key: "rca", label: columns.rca, digits: 2},
      {key: "count", label: columns.count(lens), unit: words.unit(lens), digits: lens === "deals" ? 1 : 0},
      ...(some ? [{key: "missing", label: columns.missing}] : [])
    ],
    rows: regions
      .slice()
      .sort((a, b) => order(b) - order(a) || a.code.localeCompare(b.code, "en"))
      .map(({code, name, rca, count, missing}) => {
        const empty = missing && {empty: words.missing(missing).short};
        return {
          code,
          region: name,
          rca: empty ?? rca,
          count: count ?? empty ?? null,
          ...(some && {missing: missing ? words.missing(missing).text : ""})
        };
      })
  };
}

const order = (region: MapRegion) => (isTold(region) ? region.rca : -1);

/**
 * RCA of one technology and lens in Europe's NUTS2 regions: a dot at the centre of each, its area by count, its colour
 * by RCA, grey if the documents are too few to tell RCA from 1, hollow if the value is unknown. Funding above zero has
 * no intervals here, since amounts do not tell the number of deals. To keep the drawing light, dots have `data-region`
 * instead of a label; `mapTable` has the values.
 *
 * @param outlines countries in degrees, exterior rings clockwise as d3 wants them
 */
export function drawMap(
  regions: readonly MapRegion[],
  outlines: FeatureCollection,
  {width, document, words, ...what}: DrawOptions & MapWhat
): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const frame = {x: 0, y: legendHeight + 8, width, height: wide ? 760 : 330};
  const bottom = frame.y + frame.height;
  const projection = projectionTo(frame);
  const most = Math.max(1, ...regions.map(({count}) => count || 0));
  const radius = scaleSqrt([0, most], [wide ? 2 : 1.4, wide ? 18 : 9]).clamp(true);
  const points = regions
    .filter(isWithin)
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
    .map((region): Point => {
      const [x, y] = projection([region.lon!, region.lat!])!;
      return {region, x, y, r: radius(region.count || 0)};
    });
  const own = points.filter(({region}) => isOwn(what.region, region));
  const outside = regions.filter((region) => !isWithin(region));
  const row = outsideRow(draw, outside, what, words, {radius, y: bottom + 10, width});
  return figureSvg(
    draw,
    {id: "map", width, height: bottom + 10 + row.height, description: describeMap(regions, what, words)},
    rcaKey(draw, words, 0, 0),
    draw("path", {class: "land", d: outlinePath(projection, outlines)}),
    draw("g", {class: "regions"}, ...bySteps(draw, points, what.lens)),
    draw("g", {class: "ring"}, ...own.map(({x, y, r}) => draw("circle", {cx: x, cy: y, r: r + 1.5}))),
    ownLabel(draw, own, points, ownText(findings(regions, what), words), frame),
    row.group
  );
}

/** An equal-area projection that fits the map's area into a frame, in pixels. */
function projectionTo({y, width, height}: Box): GeoProjection {
  const [west, south, east, north] = mapWindow;
  const margin = 8;
  // Points at the edge of the land that the map must show.
  const corners = {
    type: "MultiPoint" as const,
    coordinates: [
      [-11, 36],
      [27, 34.5],
      [33, 35],
      [-24, 64],
      [29, 70.5],
      [18, north],
      [-9.5, south + 2],
      [-20, 63.3],
      [10, south + 1]
    ]
  };
  return geoConicEqualArea()
    .parallels([42, 62])
    .rotate([-(west + east) / 2 - 5, 0])
    .fitExtent(
      [
        [margin, y + margin],
        [width - margin, y + height - margin]
      ],
      corners
    )
    .clipExtent([
      [0, y],
      [width, y + height]
    ]);
}

/** The path of the outlines in relative coordinates, which are shorter than absolute ones. */
function outlinePath(projection: GeoProjection, outlines: FeatureCollection): string {
  let [path, x, y] = ["", 0, 0];
  const context = {
    moveTo(px: number, py: number) {
      [x, y] = [rounded(px), rounded(py)];
      path += `M${x},${y}l`;
    },
    lineTo(px: number, py: number) {
      const [dx, dy] = [rounded(rounded(px) - x), rounded(rounded(py) - y)];
      if (dx === 0 && dy === 0) return;
      [x, y] = [rounded(px), rounded(py)];
      path += `${path.endsWith("l") || dx < 0 ? "" : " "}${dx}${dy < 0 ? "" : " "}${dy}`;
    },
    closePath() {
      path = path.endsWith("l") ? `${path.slice(0, -1)}Z` : `${path}Z`;
    },
    beginPath() {},
    arc() {}
  };
  geoPath(projection, context)(outlines);
  return path;
}

interface Point {
  region: MapRegion;
  x: number;
  y: number;
  r: number;
}

/** The colour of a region, 1–7; see `rcaStep`. It is the neutral one where RCA cannot be told. */
export function regionStep(region: MapRegion, lens: Dataset): RcaStep {
  if (!isTold(region)) return rcaStep(null, null, null);
  const {rca, expected} = region;
  const count = region.count ?? 0;
  if (lens === "deals") return rcaStep(rca, count > 0 ? null : 0, null);
  if (expected === 0) return rcaStep(null, null, null);
  const {low, high} = poissonInterval(Math.round(count));
  return rcaStep(rca, low / expected, high / expected);
}

const isHollow = ({count}: MapRegion) => count === null;

const regionClass = (region: MapRegion, lens: Dataset) =>
  isHollow(region) ? "unknown" : `rca-${regionStep(region, lens)}`;

/** The dots, grouped by colour; strong colours cover weak ones. */
function bySteps(draw: Draw, points: readonly Point[], lens: Dataset): SVGGElement[] {
  const classes = [4, 3, 5, 2, 6, 1, 7].map((step) => `rca-${step}`);
  const unknown = points.some(({region}) => isHollow(region)) ? ["unknown"] : [];
  return [...unknown, ...classes].map((name) =>
    draw(
      "g",
      {class: name},
      ...points.filter(({region}) => regionClass(region, lens) === name).map((point) => dot(draw, point))
    )
  );
}

const dot = (draw: Draw, {region, x, y, r}: Point) => draw("circle", {cx: x, cy: y, r, "data-region": region.code});

/** Name and RCA of the chosen region, or why it cannot be told; null without a value. */
function ownText({region, rca, missing}: Found, words: FigureWords): string | null {
  if (region === null) return null;
  return isNumber(rca) ? `${region} ${words.fixed(rca, 2)}` : `${region}: ${words.missing(missing!).short}`;
}

/** The text beside the chosen region, at a place that hides as few dots as possible. */
function ownLabel(
  draw: Draw,
  own: readonly Point[],
  circles: readonly Point[],
  text: string | null,
  frame: Box
): SVGGElement | null {
  if (own.length === 0 || text === null) return null;
  const wide = frame.width >= wideFrom;
  const size = wide ? 15 : 12;
  const [label] = placeLabels(
    [{id: text, ...circleAround(own), width: textWidth(text, size, true) + 4, height: size + 4, priority: 1}],
    {frame, circles, gaps: wide ? [28, 44, 64, 90] : [14, 22, 34, 48]}
  );
  if (!label) return null;
  const {box, leader, anchor} = label;
  return draw(
    "g",
    {},
    leader ? draw("path", {class: "leaders", d: leaderPath(leader)}) : null,
    draw(
      "g",
      {class: "labels"},
      draw(
        "text",
        {
          class: "strong",
          "font-size": size,
          x: box.x + (anchor === "start" ? 2 : anchor === "end" ? box.width - 2 : box.width / 2),
          y: box.y + size,
          "text-anchor": anchor
        },
        text
      )
    )
  );
}

/** One circle for the dots of a region's parts, which are close together. */
function circleAround(points: readonly Point[]): {x: number; y: number; r: number} {
  const [x0, x1, y0, y1] = [
    Math.min(...points.map(({x, r}) => x - r)),
    Math.max(...points.map(({x, r}) => x + r)),
    Math.min(...points.map(({y, r}) => y - r)),
    Math.max(...points.map(({y, r}) => y + r))
  ];
  return {x: (x0 + x1) / 2, y: (y0 + y1) / 2, r: Math.max(x1 - x0, y1 - y0) / 2};
}

/** Regions outside the map, with their names, in rows. */
function outsideRow(
  draw: Draw,
  regions: readonly MapRegion[],
  {region: own, lens}: MapWhat,
  words: FigureWords,
  {radius, y, width}: {radius: (count: number) => number; y: number; width: number}
): {group: SVGGElement | null; height: number} {
  if (regions.length === 0) return {group: null, height: 0};
  const start = words.map.beyond;
  let [x, row] = [textWidth(start, 12, true) + 10, 0];
  const parts: SVGElement[] = [draw("text", {class: "strong", x: 0, y: y + 16}, start)];
  for (const region of regions) {
    const r = Math.min(9, radius(region.count || 0));
    const length = 2 * r + 4 + textWidth(region.name, 12) + 14;
    if (x + length - 14 > width) [x, row] = [0, row + 1];
    const middle = y + 12 + row * 22;
    parts.push(
      draw(
        "g",
        {class: "regions"},
        draw("circle", {class: regionClass(region, lens), cx: x + r, cy: middle, r, "data-region": region.code})
      )
    );
    if (isOwn(own, region)) parts.push(draw("circle", {class: "ring", cx: x + r, cy: middle, r: r + 1.5}));
    parts.push(draw("text", {x: x + 2 * r + 4, y: middle + 4}, region.name));
    x += length;
  }
  return {group: draw("g", {class: "soft"}, ...parts), height: (row + 1) * 22 + 4};
}
