import {JSDOM} from "jsdom";
import type {Snapshot} from "../../../src/indicators/snapshot.ts";
import {datasets} from "../../../src/terms/lenses.ts";
import {publishedSnapshot} from "../narrative/fixture.ts";

/** A document as at build time. */
export const {document} = new JSDOM("").window;

/** Another region: the values of each technology are those of the technology eleven places on. */
export function permutedSnapshot(): Snapshot {
  const {technologies, ...rest} = publishedSnapshot();
  const moved = technologies.map((technology, at) => {
    const {lenses, complexity, quadrant, composite} = technologies[(at + 11) % technologies.length]!;
    return {...technology, lenses, complexity, quadrant, composite};
  });
  return {...rest, region: {code: "DE21", name: "Oberbayern"}, technologies: moved};
}

/** Some technologies without documents, without complexity, without relatedness; deals nowhere. */
export function sparseSnapshot(): Snapshot {
  const snapshot = publishedSnapshot();
  for (const [at, technology] of snapshot.technologies.entries()) {
    const nothing = {count: 0, documents: 0, share: 0, rca: 0, low: 0, high: null};
    Object.assign(technology.lenses.deals, nothing);
    if (at % 4 === 0) Object.assign(technology.lenses.patents, nothing);
    if (at % 5 === 0) Object.assign(technology, {complexity: null, quadrant: null});
    if (at % 7 === 0) {
      technology.lenses.patents.density = null;
      Object.assign(technology, {quadrant: null, composite: null});
    }
  }
  for (const dataset of datasets) {
    const sum = snapshot.technologies.reduce((all, {lenses}) => all + lenses[dataset].count!, 0);
    for (const {lenses} of snapshot.technologies)
      lenses[dataset].share38 = sum === 0 ? 0 : lenses[dataset].count! / sum;
    snapshot.totals[dataset].technologies = sum;
  }
  return snapshot;
}

/** Nothing anywhere, as for a region without documents. */
export function emptySnapshot(): Snapshot {
  const snapshot = publishedSnapshot();
  for (const technology of snapshot.technologies) {
    for (const lens of Object.values(technology.lenses))
      Object.assign(lens, {count: 0, documents: 0, share: 0, share38: 0, rca: null, low: 0, high: null, density: null});
    Object.assign(technology, {complexity: null, quadrant: null, composite: null});
  }
  return {...snapshot, network: [], lines: {relatedness: Number.NaN, complexity: Number.NaN}};
}
