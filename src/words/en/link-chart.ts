import type {JudgedLink} from "../../indicators/links.ts";
import type {LinkChartWords} from "../link-chart.ts";
import {fixed as number} from "./locale.js";

const accepted = (links: readonly JudgedLink[]) => links.filter(({tried}) => tried);

export const linkChartWords: LinkChartWords = {
  title: (subject, links) =>
    `${subject}: ${number(accepted(links).length, 0)} of ${number(links.length, 0)} candidates are links`,
  howToRead:
    "How to read: each dot is a code. The further right it is, the more its title resembles the technology; the higher, the more often it appears on the same documents as core codes (0.5 is chance). Codes above and to the right of the lines are links. A cross marks a person’s decision, which overrides the lines.",
  describe: (subject, links) => {
    const first = accepted(links)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, 3)
      .map(({label}) => label);
    return `${subject}: ${number(accepted(links).length, 0)} of ${number(links.length, 0)} candidates are links${first.length > 0 ? `, the most similar being ${first.join(", ")}` : ""}.`;
  },
  mark: (link) =>
    `${link.symbol} ${link.label}: similarity ${number(link.similarity, 2)}, ${link.cooccurrence === null ? "no evidence" : `co-occurrence ${number(link.cooccurrence, 2)}`}; ${linkChartWords.state(link)}, ${linkChartWords.why(link)}`,
  state: ({tried, accepted: published}) => `${tried ? "a link" : "no link"}${tried === published ? "" : " (changed)"}`,
  why: ({own, reason, tried, accepted: published}) =>
    own ? "your decision" : tried === published ? reason : "the thresholds that you are trying",
  number,
  similarity: "similarity of title and technology",
  cooccurrence: "co-occurrence with the core codes",
  chance: "chance",
  noEvidence: "no evidence",
  columns: {
    symbol: "Code",
    label: "Title",
    similarity: "Similarity",
    cooccurrence: "Co-occurrence",
    documents: "Documents",
    together: "With core codes",
    link: "Link",
    why: "Why"
  }
};
