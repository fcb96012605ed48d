import type {Quadrant} from "../indicators/quadrants.ts";
import type {TechnologyName} from "../indicators/snapshot.ts";
import type {RobustnessSummary, TechnologyRobustness} from "../scenario/robustness.ts";
import {type FigureBody, fitText, swatches} from "./body.js";
import {type FigureTable, wideFrom} from "./figure.js";
import type {RobustnessWords} from "../words/robustness.ts";
import {sharePercent} from "../words/en/robustness.js";
import {drawWith, figureSvg} from "./svg.js";
import type {FigureWords} from "../words/figures.ts";

/** In the order of the bars. */
const quadrants: readonly Quadrant[] = ["optimal", "moonshot", "incremental", "cautious"];
const parts = [...quadrants, "none"] as const;
/** Part of the specifications from which a technology counts as staying. */
const stableFrom = 0.9;

export interface RobustnessContext {
  document: Document;
  words: FigureWords;
  says: RobustnessWords;
  /** By slug: names as figures write them. */
  technologies: readonly TechnologyName[];
}

interface Row extends TechnologyRobustness {
  name: string;
  short: string;
  /** Part of the specifications in the published quadrant, or without one where it has none. */
  share: number;
}

/** In which quadrant the specifications place each technology: a stacked bar each, under the published quadrants. */
export function sharesFigure(
  {technologies, count}: RobustnessSummary,
  {document, words, says, technologies: names}: RobustnessContext
): FigureBody {
  const bySlug = new Map(names.map((one) => [one.slug, one]));
  const rows = technologies.map((one): Row => {
    const named = bySlug.get(one.slug)!;
    return {
      ...one,
      name: words.technology(named),
      short: words.shortTechnology(named),
      share: one.quadrants[one.published ?? "none"] / count
    };
  });
  const groups = [...quadrants, null]
    .map((quadrant) => ({
      quadrant,
      members: rows
        .filter(({published}) => published === quadrant)
        .sort((a, b) => b.share - a.share || a.name.localeCompare(b.name, "en"))
    }))
    .filter(({members}) => members.length > 0);
  const placed = rows.filter(({published}) => published !== null);
  const weakest = placed.slice().sort((a, b) => a.share - b.share)[0];
  const stable = placed.filter(({share}) => share >= stableFrom).length;
  const middle = placed.slice().sort((a, b) => Math.abs(a.share - 0.7) - Math.abs(b.share - 0.7))[0];
  const quadrantNames = Object.fromEntries(
    quadrants.map((quadrant) => [quadrant, words.quadrants[quadrant].name])
  ) as Record<Quadrant, string>;
  const nameOf = (part: (typeof parts)[number]) => (part === "none" ? says.noQuadrant : quadrantNames[part]);
  const labelOf = (row: Row) =>
    says.shares.mark({
      technology: row.name,
      published: nameOf(row.published ?? "none"),
      parts: parts
        .filter((part) => row.quadrants[part] > 0)
        .map((part) => ({quadrant: nameOf(part), share: row.quadrants[part] / count}))
    });

  function draw(width: number): SVGSVGElement {
    const svg = drawWith(document);
    const wide = width >= wideFrom;
    const [left, right, row, header] = [wide ? 250 : 134, width - 52, wide ? 20 : 19, 26];
    const size = wide ? 12 : 11;
    const drawn = parts.filter((part) => rows.some((one) => one.quadrants[part] > 0));
    const {key, height: top} = swatches(
      svg,
      [
        ...drawn.map((part) => ({
          name: nameOf(part),
          mark: (x: number, y: number) => svg("rect", {class: `in-${part}`, x, y: y - 6, width: 12, height: 12})
        })),
        {
          name: says.shares.key,
          mark: (x: number, y: number) =>
            svg("rect", {class: "outlined", x: x + 0.75, y: y - 5.25, width: 10.5, height: 10.5})
        }
      ],
      width
    );
    let y = top + 6;
    const children: SVGElement[] = [];
    for (const {quadrant, members} of groups) {
      children.push(svg("text", {class: "strong", x: 0, y: y + 18}, nameOf(quadrant ?? "none")));
      y += header;
      for (const one of members) {
        const place = y;
        let x = left;
        const bars = parts
          .map((part) => {
            const from = x;
            x += (one.quadrants[part] / count) * (right - left);
            return {part, from, to: x};
          })
          .filter(({from, to}) => to > from);
        const own = bars.find(({part}) => part === (one.published ?? "none"));
        children.push(
          svg(
            "g",
            {"data-technology": one.slug, "data-label": labelOf(one)},
            svg("rect", {class: "hit", x: 0, y: place, width, height: row}),
            svg(
              "text",
              {x: left - 8, y: place + row / 2 + 4, "text-anchor": "end", class: wide ? null : "small"},
              fitText(wide ? one.name : one.short, left - 10, size)
            ),
            ...bars.map(({part, from, to}) =>
              svg("rect", {
                class: `in-${part}`,
                x: from,
                y: place + 2,
                width: Math.max(0.5, to - from - 0.5),
                height: row - 4
              })
            ),
            own
              ? svg("rect", {
                  class: "outlined",
                  x: own.from + 0.75,
                  y: place + 2,
                  width: Math.max(1, own.to - own.from - 1.5),
                  height: row - 4
                })
              : null,
            svg(
              "text",
              {x: width, y: place + row / 2 + 4, "text-anchor": "end", class: wide ? null : "small"},
              one.share > 0.99 && one.share < 1 ? "> 99%" : sharePercent(one.share)
            )
          )
        );
        y += row;
      }
    }
    return figureSvg(
      svg,
      {
        id: "robust-quadrants",
        width,
        height: y + 6,
        description: says.shares.describe({all: rows.length, count, stable})
      },
      key,
      ...children
    );
  }

  const table: FigureTable = {
    columns: [
      {key: "technology", label: says.columns.technology},
      {key: "published", label: says.columns.published},
      ...parts
        .filter((part) => part !== "none" || rows.some((one) => one.quadrants.none > 0))
        .map((part) => ({key: part, label: nameOf(part), unit: "%", digits: 1}))
    ],
    rows: groups.flatMap(({members}) =>
      members.map((one) => ({
        technology: one.name,
        published: nameOf(one.published ?? "none"),
        ...Object.fromEntries(parts.map((part) => [part, (100 * one.quadrants[part]) / count]))
      }))
    )
  };
  return {
    title: says.shares.title({
      stable,
      all: rows.length,
      technology: weakest && weakest.share < 1 ? weakest.name : null,
      share: weakest?.share ?? 1,
      quadrant: weakest?.published ?? null
    }),
    howToRead: says.shares.howToRead({
      technology: middle?.name ?? null,
      share: middle?.share ?? 0,
      quadrant: middle?.published ?? null,
      count,
      names: quadrantNames
    }),
    draw,
    table
  };
}
