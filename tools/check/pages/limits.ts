/** The measurements of a page. Parts that were not measured are null. */
export interface PageMeasures {
  /** Path in the site, such as `/technology/robotics`. */
  page: string;
  paint: PaintMeasures | null;
  /** Lighthouse scores, 0–100. */
  lighthouse: Record<LighthouseCategory, number> | null;
  /** Violations found by axe, each with its view. */
  axe: readonly string[] | null;
}

/** A visit by a phone over a slow network. */
export interface PaintMeasures {
  /** First contentful paint, milliseconds after the navigation began. */
  fcp: number;
  /**
   * Milliseconds until the first figure was painted; on a page without figures, until the largest element of the first
   * screen was.
   */
  figures: number;
  /** Whether the page has a figure. */
  hasFigure: boolean;
  /** Kilobytes (1000 bytes) transferred before that. */
  kilobytes: number;
  /** Sum of all layout shifts. */
  shift: number;
}

export const lighthouseCategories = ["performance", "accessibility", "best-practices", "seo"] as const;
export type LighthouseCategory = (typeof lighthouseCategories)[number];

/** Limits of a page. Times in milliseconds and shifts must be below the limit; sizes and scores may equal it. */
export const limits = {fcp: 1500, figures: 2500, shift: 0.05, kilobytes: 400, score: 95} as const;

/** Number of technology pages that represent all of them in slow measurements. */
const sampled = 3;

/** The pages of a built site, sorted, from the names of its files; the first is `/`. */
export function listPages(files: readonly string[]): string[] {
  return (
    files
      .map((file) => file.replaceAll("\\", "/"))
      // Files that authors attach to pages are not pages.
      .filter((file) => file.endsWith(".html") && !file.startsWith("_"))
      .map((file) => `/${file.slice(0, -".html".length)}`.replace(/\/index$/, "/"))
      .sort()
  );
}

/**
 * The pages whose paint and Lighthouse scores are measured: all except the error page and the figures for frames, to
 * which no page links. Technology pages are alike, so only the first, the middle and the last are included.
 */
export function samplePages(pages: readonly string[]): string[] {
  const isTechnology = (page: string) => /^\/technology\/[^/]+$/.test(page);
  const technologies = pages.filter(isTechnology);
  const step = (technologies.length - 1) / (sampled - 1);
  const kept = new Set(
    technologies.length <= sampled
      ? technologies
      : Array.from({length: sampled}, (_, i) => technologies[Math.round(i * step)])
  );
  return pages.filter(
    (page) => page !== "/404" && !page.startsWith("/embed/") && (!isTechnology(page) || kept.has(page))
  );
}

/**
 * The median visit by the time until figures were visible. Of an even number, the slower of the middle two.
 * @throws RangeError without visits
 */
export function medianPaint(visits: readonly PaintMeasures[]): PaintMeasures {
  const middle = visits.toSorted((a, b) => a.figures - b.figures)[Math.floor(visits.length / 2)];
  if (!middle) throw new RangeError("no visits: give at least one");
  return middle;
}

/** The limits that a page exceeds, in words; empty if there are none. */
export function findMisses({page, paint, lighthouse, axe}: PageMeasures): string[] {
  const misses: string[] = [];
  const miss = (what: string, value: string, limit: string) => misses.push(`${page}: ${what} ${value}, limit ${limit}`);
  // A value that could not be measured is NaN, which fails every limit.
  const below = (value: number, limit: number) => value < limit;
  if (paint) {
    if (!below(paint.fcp, limits.fcp))
      miss("first contentful paint", milliseconds(paint.fcp), milliseconds(limits.fcp));
    if (!below(paint.figures, limits.figures))
      miss("figures visible after", milliseconds(paint.figures), milliseconds(limits.figures));
    if (!below(paint.shift, limits.shift)) miss("layout shift", paint.shift.toFixed(3), String(limits.shift));
    if (!(paint.kilobytes <= limits.kilobytes))
      miss("transferred before the figures", `${Math.round(paint.kilobytes)} kB`, `${limits.kilobytes} kB`);
  }
  for (const category of lighthouseCategories) {
    if (lighthouse && !(lighthouse[category] >= limits.score))
      miss(`lighthouse ${category}`, String(lighthouse[category]), String(limits.score));
  }
  for (const violation of axe ?? []) misses.push(`${page}: axe ${violation}`);
  return misses;
}

/** The measurements as a Markdown table, with exceeded limits in bold. Pages that only axe visited share a row. */
export function describePages(reports: readonly PageMeasures[]): string {
  const bold = (text: string, missed: boolean) => (missed ? `**${text}**` : text);
  const row = ({page, paint, lighthouse, axe}: PageMeasures) => {
    const cells = paint
      ? [
          bold(seconds(paint.fcp), !(paint.fcp < limits.fcp)),
          `${bold(seconds(paint.figures), !(paint.figures < limits.figures))}${paint.hasFigure ? "" : " (text)"}`,
          bold(String(Math.round(paint.kilobytes)), !(paint.kilobytes <= limits.kilobytes)),
          bold(paint.shift.toFixed(3), !(paint.shift < limits.shift))
        ]
      : ["", "", "", ""];
    const scores = lighthouseCategories.map((category) =>
      lighthouse ? bold(String(lighthouse[category]), !(lighthouse[category] >= limits.score)) : ""
    );
    const violations = axe ? bold(String(axe.length), axe.length > 0) : "";
    return `| ${[`\`${page}\``, ...cells, ...scores, violations].join(" | ")} |`;
  };
  const [alone, full] = [
    reports.filter(({paint, lighthouse}) => !paint && !lighthouse),
    reports.filter(({paint, lighthouse}) => paint || lighthouse)
  ];
  const violations = alone.reduce((sum, {axe}) => sum + (axe?.length ?? 0), 0);
  return [
    "| page | first contentful paint, s | figures visible, s | kB before that | layout shift " +
      "| Lighthouse: performance | accessibility | best practices | SEO | axe violations |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...full.map(row),
    ...(alone.length
      ? [`| ${alone.length} other pages | | | | | | | | | ${bold(String(violations), violations > 0)} |`]
      : []),
    `| limit | ${seconds(limits.fcp)} | ${seconds(limits.figures)} | ${limits.kilobytes} | ${limits.shift} | ` +
      `${`${limits.score} | `.repeat(4)}0 |`
  ].join("\n");
}

const seconds = (value: number) => (value / 1000).toFixed(2);
const milliseconds = (value: number) => `${Math.round(value)} ms`;
