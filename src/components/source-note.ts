import {html} from "npm:htl";
import type {Lens} from "../indicators/region-profile.js";

interface Source {
  lens: Lens;
  name: string;
  edition: string;
  synthetic: boolean;
  account: {documents: number};
}

/** Where the numbers of a figure come from; says first when they are synthetic. */
export function sourceNote(manifest: {build: string; sources: readonly Source[]}, lens: Lens): HTMLElement {
  const source = manifest.sources.find((candidate) => candidate.lens === lens);
  if (!source) return html`<figcaption class="source">No data for ${lens}.</figcaption>`;
  return html`<figcaption class="source">
    ${source.synthetic ? html`<strong>Synthetic records</strong>, calibrated to the published values: in the format of ${source.name}, not the real ones. ` : null}
    ${source.account.documents.toLocaleString("en-GB")} ${lens}; source: ${source.name}, edition ${source.edition}; build ${manifest.build}.
  </figcaption>`;
}
