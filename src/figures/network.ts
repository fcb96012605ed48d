import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  scaleSqrt,
  type SimulationLinkDatum,
  type SimulationNodeDatum
} from "npm:d3";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type DrawOptions, type Figure, type FigureTable, wideFrom} from "./figure.js";
import {drawLabels} from "./label-marks.js";
import {type Box, placeLabels} from "./labels.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {byCount, groupClasses, groupsBy, markLabel, shownName} from "./technologies.js";
import {textWidth} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";

interface Node extends SimulationNodeDatum {
  technology: TechnologyValues;
  r: number;
}
interface Link extends SimulationLinkDatum<Node> {
  weight: number;
}

const steps = 400;

/** Relatedness of the technologies: links for large cosines, area by the region's patents, colour by group. */
export const networkFigure: Figure = {
  id: "network",
  number: 1,
  datasets: ["patents"],
  title(snapshot, words) {
    const {largest, partner} = closest(snapshot);
    return words.network.title({
      region: words.regionName(snapshot.region),
      ...inside(snapshot, words),
      largest: largest ? words.technology(largest) : null,
      partner: partner ? words.technology(partner) : null
    });
  },
  howToRead(snapshot, words) {
    const [first, second] = strongestPair(snapshot, words);
    return words.network.howToRead({
      region: words.regionName(snapshot.region),
      first,
      second,
      cosine: Math.max(0, ...snapshot.network.map(({weight}) => weight)) / 100
    });
  },
  describe,
  draw: drawNetwork,
  table(snapshot, words): FigureTable {
    const {columns} = words;
    return {
      columns: [
        {key: "technology", label: columns.technology},
        {key: "group", label: columns.group},
        {key: "count", label: columns.count("patents"), unit: words.unit("patents"), digits: 0},
        {key: "links", label: columns.links, digits: 0},
        {key: "partners", label: columns.partners}
      ],
      rows: byCount(snapshot.technologies, "patents").map((technology) => {
        const own = partnersOf(snapshot, technology);
        return {
          technology: words.technology(technology),
          group: words.group(technology.group),
          count: technology.lenses.patents.count,
          links: own.length,
          partners:
            own.map(({partner, weight}) => `${words.technology(partner)} ${words.fixed(weight, 1)}`).join("; ") || null
        };
      })
    };
  }
};

function describe(snapshot: Snapshot, words: FigureWords): string {
  const {largest} = closest(snapshot);
  const [first, second] = strongestPair(snapshot, words);
  return words.network.describe({
    region: words.regionName(snapshot.region),
    technologies: snapshot.technologies.length,
    ...inside(snapshot, words),
    largest: largest ? words.technology(largest) : null,
    count: largest?.lenses.patents.count ?? 0,
    first,
    second
  });
}

function partnersOf(
  {network, technologies}: Snapshot,
  technology: TechnologyValues
): {partner: TechnologyValues; weight: number}[] {
  const own = technologies.indexOf(technology);
  return network
    .filter(({source, target}) => source === own || target === own)
    .map(({source, target, weight}) => ({partner: technologies[source === own ? target : source]!, weight}))
    .sort((a, b) => b.weight - a.weight);
}

function closest(snapshot: Snapshot): {largest: TechnologyValues | null; partner: TechnologyValues | null} {
  const largest = byCount(snapshot.technologies, "patents")[0];
  if (!largest || !((largest.lenses.patents.count ?? 0) > 0)) return {largest: null, partner: null};
  return {largest, partner: partnersOf(snapshot, largest)[0]?.partner ?? null};
}

function strongestPair({network, technologies}: Snapshot, words: FigureWords): [string, string] | [null, null] {
  const first = network.slice().sort((a, b) => b.weight - a.weight)[0];
  return first
    ? [words.technology(technologies[first.source]!), words.technology(technologies[first.target]!)]
    : [null, null];
}

/** The group with most links among its own technologies, the number of these, and that of all links. */
function inside({network, technologies}: Snapshot, words: FigureWords): {group: string; inside: number; links: number} {
  const counts = groupsBy(technologies, () => 0).map(({group}) => ({
    group: words.group(group),
    inside: network.filter(
      ({source, target}) => technologies[source]!.group === group && technologies[target]!.group === group
    ).length
  }));
  return {...(counts.sort((a, b) => b.inside - a.inside)[0] ?? {group: "", inside: 0}), links: network.length};
}

function drawNetwork(snapshot: Snapshot, {width, document, words}: DrawOptions): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const groups = groupsBy(snapshot.technologies, () => 1)
    .map(({group}) => group)
    .sort((a, b) => a.localeCompare(b, "en"));
  const classOf = groupClasses(snapshot.technologies);
  const key = groupKey(draw, groups, {width, words, classOf});
  const frame: Box = {x: 0, y: key.height + 8, width, height: wide ? 640 : 520};
  const {nodes, links} = layNetwork(snapshot, groups, frame, wide);
  const size = wide ? 12 : 11;
  const name = (technology: TechnologyValues) => shownName(technology, words, wide);
  const labels = placeLabels(
    nodes.map(({technology, r, x, y}) => ({
      id: technology.slug,
      x: x!,
      y: y!,
      r,
      width: textWidth(name(technology), size) + 2,
      height: size + 2,
      priority: r
    })),
    {frame, ...(wide ? {} : {gaps: [2, 6, 11, 17], limit: 24})}
  );
  const bySlug = new Map(nodes.map(({technology}) => [technology.slug, technology]));
  return figureSvg(
    draw,
    {id: "network", width, height: frame.y + frame.height, description: describe(snapshot, words)},
    key.group,
    // Thick lines cover thin ones; lines of the same width share a path.
    draw("g", {class: "network-links"}, ...linkPaths(draw, links, wide ? 1.1 : 0.7)),
    draw(
      "g",
      {class: "network-nodes"},
      ...nodes
        .slice()
        .sort((a, b) => groups.indexOf(a.technology.group) - groups.indexOf(b.technology.group) || b.r - a.r)
        .map(({technology, r, x, y}) =>
          draw("circle", {
            class: classOf(technology.group),
            cx: x,
            cy: y,
            r,
            "data-technology": technology.slug,
            "data-label": markLabel(technology, "patents", words)
          })
        )
    ),
    drawLabels(draw, labels, {size, text: (slug) => name(bySlug.get(slug)!)})
  );
}

/** Places the nodes by forces, from a fixed start in a fixed number of steps, and stretches them to the frame. */
function layNetwork(
  {technologies, network}: Snapshot,
  groups: readonly string[],
  frame: Box,
  wide: boolean
): {nodes: Node[]; links: Link[]} {
  const radius = scaleSqrt(
    [0, Math.max(1, ...technologies.map(({lenses}) => lenses.patents.count || 0))],
    [wide ? 4 : 3, wide ? 26 : 15]
  );
  const nodes = technologies.map((technology): Node => ({technology, r: radius(technology.lenses.patents.count || 0)}));
  const links = network.map(({source, target, weight}): Link => ({source, target, weight}));
  // Each group has a direction, so that unlinked technologies stay near their group.
  const angle = (node: Node) => (2 * Math.PI * groups.indexOf(node.technology.group)) / groups.length;
  forceSimulation(nodes)
    .force(
      "link",
      forceLink<Node, Link>(links)
        .distance(70)
        .strength(({weight}) => 0.1 + 0.5 * Math.min(1, weight / 30))
    )
    .force("charge", forceManyBody<Node>().strength(-320).distanceMax(420))
    .force("x", forceX<Node>((node) => 220 * Math.cos(angle(node))).strength(0.09))
    .force("y", forceY<Node>((node) => 220 * Math.sin(angle(node))).strength(0.09))
    .force(
      "collide",
      forceCollide<Node>((node) => node.r + 14)
    )
    .stop()
    .tick(steps);
  const margin = wide ? {x: 90, y: 34} : {x: 36, y: 24};
  for (const [axis, from, length] of [
    ["x", frame.x + margin.x, frame.width - 2 * margin.x],
    ["y", frame.y + margin.y, frame.height - 2 * margin.y]
  ] as const) {
    const values = nodes.map((node) => node[axis]!);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    for (const node of nodes)
      node[axis] = from + (high > low ? ((node[axis]! - low) / (high - low)) * length : length / 2);
  }
  return {nodes, links};
}

function linkPaths(draw: Draw, links: readonly Link[], scale: number): SVGPathElement[] {
  const widths = new Map<number, string[]>();
  for (const {source, target, weight} of links.slice().sort((a, b) => a.weight - b.weight)) {
    const width = Math.round(2 * Math.max(0.6, Math.sqrt(weight) * scale)) / 2;
    const [from, to] = [source as Node, target as Node];
    widths.set(width, [
      ...(widths.get(width) ?? []),
      `M${rounded(from.x!)},${rounded(from.y!)}L${rounded(to.x!)},${rounded(to.y!)}`
    ]);
  }
  return Array.from(widths, ([width, parts]) => draw("path", {"stroke-width": width, d: parts.join("")}));
}

/** The key: groups with their colours, and the meaning of the lines, in as many rows as needed. */
function groupKey(
  draw: Draw,
  groups: readonly string[],
  {width, words, classOf}: {width: number; words: FigureWords; classOf: (group: string) => string}
): {group: SVGGElement; height: number} {
  let [x, y] = [0, 0];
  const parts: SVGElement[] = [];
  for (const group of [...groups, null]) {
    const text = group === null ? words.legend.width : words.group(group);
    const length = 18 + textWidth(text, 12) + 16;
    if (x > 0 && x + length - 16 > width) [x, y] = [0, y + 20];
    parts.push(
      group === null
        ? draw("line", {
            class: "line",
            x1: x,
            x2: x + 12,
            y1: y + 9,
            y2: y + 9,
            "stroke-width": 3,
            "stroke-opacity": "0.5"
          })
        : draw("circle", {class: classOf(group), cx: x + 6, cy: y + 9, r: 6}),
      draw("text", {x: x + 17, y: y + 13}, text)
    );
    x += length;
  }
  return {group: draw("g", {}, ...parts), height: y + 20};
}
