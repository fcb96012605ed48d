import {linkChart, linkTable} from "../../figures/link-chart.ts";
import type {LinkThresholds} from "../../indicators/link-rule.ts";
import type {JudgedLink} from "../../indicators/links.ts";
import {linkChartWords as words} from "../../words/en/link-chart.ts";
import {figureHtml} from "../figure-html.ts";
import type {Html} from "../../text/html.ts";
import type {LabContext} from "./part.ts";

/** The figure of some candidate links, by similarity and co-occurrence. */
export function linkFigure(
  links: readonly JudgedLink[],
  subject: string,
  thresholds: LinkThresholds,
  context: LabContext
): Html {
  const {document} = context;
  return figureHtml(
    {
      id: "links",
      number: null,
      datasets: ["patents"],
      title: words.title(subject, links),
      howToRead: words.howToRead,
      draw: (width) => linkChart(links, {id: "links", width, document, subject, thresholds, words}),
      table: linkTable(links, words)
    },
    context
  );
}
