import type {Dataset} from "../../terms/lenses.ts";
import type {Provenance} from "../../narrative/provenance.ts";
import type {ProvenanceWords} from "../provenance.ts";
import {capital, list} from "./locale.js";

const names: Readonly<Record<Dataset, string>> = {
  patents: "patents",
  publications: "publications",
  deals: "funding rounds",
  publications_earlier: "publications of the earlier edition"
};

/** Names in a row; both editions of the publications have one name. */
function namesOf(datasets: readonly Dataset[]): string {
  if (!datasets.includes("publications") || !datasets.includes("publications_earlier"))
    return list(datasets.map((dataset) => names[dataset]));
  const others = datasets.filter((dataset) => dataset !== "publications_earlier");
  return list(others.map((dataset) => (dataset === "publications" ? "publications of both editions" : names[dataset])));
}

/** What the sample is, whatever report shows it. */
const calibrated = "calibrated to the values published for Flanders in 38 technologies";
const meaning = ({uncalibrated}: Provenance) =>
  `they reproduce those values and give plausible numbers for other regions. ${nothingAbout(uncalibrated) ?? "They say nothing about other technologies."}`;

/** Names above this number are counted. */
const most = 5;

function nothingAbout(technologies: readonly string[] = []): string | null {
  if (technologies.length === 0) return null;
  const named = technologies.length > most ? `${technologies.length} other technologies` : list(technologies);
  return `They say nothing about ${named}: numbers of ${technologies.length === 1 ? "this technology" : "these technologies"} have no meaning.`;
}

export const provenanceWords: ProvenanceWords = {
  synthetic: "Synthetic",
  badge({synthetic, real}) {
    if (synthetic.length === 0) return null;
    return real.length === 0 ? "Synthetic data" : `Synthetic: ${namesOf(synthetic)}`;
  },
  sentence({synthetic, real, uncalibrated}) {
    if (synthetic.length === 0) return null;
    const records =
      real.length === 0
        ? `Synthetic records, ${calibrated}.`
        : `${capital(namesOf(real))} are real records; ${namesOf(synthetic)} are synthetic, ${calibrated}.`;
    return [records, nothingAbout(uncalibrated)].filter(Boolean).join(" ");
  },
  note(provenance, pooled) {
    const {synthetic, real} = provenance;
    const together = pooled.length === 0 ? "" : ` Years of ${namesOf(pooled)} are published only together.`;
    if (synthetic.length === 0)
      return `These pages show counts and sums over the records of their sources. The records themselves are not published here.${together}`;
    if (real.length === 0)
      return `The real records are licensed and not published here. These pages use synthetic records, ${calibrated}: ${meaning(provenance)}`;
    return `These pages show counts and sums over real ${namesOf(real)}, which are not published here.${together} The ${namesOf(synthetic)} are synthetic, ${calibrated}: ${meaning(provenance)}`;
  },
  records({synthetic, real}) {
    if (synthetic.length === 0)
      return "The numbers on these pages are counts and sums over the records of these sources.";
    const made = `in the format of their source, and ${calibrated}. Anyone with the real data can build this page from them.`;
    return real.length === 0
      ? `The records behind this page are synthetic: they are ${made}`
      : `${capital(namesOf(real))} are real records. The ${namesOf(synthetic)} are synthetic: they are ${made}`;
  }
};
