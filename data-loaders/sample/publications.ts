import {gzipSync} from "node:zlib";
import type {Technology} from "../classification/taxonomy.ts";
import type {Catalogue} from "./catalogue.ts";
import type {LocationSet} from "./plan/counts.ts";
import type {PlannedDocument} from "./plan/documents.ts";
import type {Random} from "../../src/scenario/random.ts";
import type {Site} from "./sites.ts";
import {drawYear} from "./years.ts";

/** Why a work does not count. */
type Fault = "retracted" | "paratext" | "xpac" | "homeless";

const faults = ["xpac", "homeless", "xpac", "homeless", "retracted", "xpac", "paratext", "homeless"] as const;

/** Works per part file, as in OpenAlex's snapshot. */
const worksPerPart = 100_000;

interface PublicationContext {
  sets: readonly LocationSet[];
  sites: readonly Site[];
  technologies: readonly Technology[];
  labels: ReadonlyMap<string, string>;
  catalogue: Catalogue;
  random: Random;
}

/**
 * Writes a part of an OpenAlex snapshot: works with up to three topics, and the institutions of their authors. Ids are
 * in a range that OpenAlex does not use. Besides the planned works there are some that no reader may count: retracted
 * works, paratext, works of the extended set, and works without an institution.
 * @returns compressed JSON Lines by file name, one file at a time
 */
export function* writePublications(
  documents: readonly PlannedDocument[],
  snapshotDate: string,
  context: PublicationContext
): Generator<[name: string, content: Uint8Array]> {
  const works = new WorkWriter(context);
  const part = (n: number) => `works/updated_date=${snapshotDate}/part_${String(n).padStart(3, "0")}.gz`;
  const lines = new TextBuffer();
  let parts = 0;
  let extra = 0;
  for (const [i, document] of documents.entries()) {
    lines.add(works.line(i, document, null));
    if (i % 25 === 24) {
      lines.add(works.line(documents.length + extra, document, faults[extra % faults.length]!));
      ++extra;
    }
    if (lines.count >= worksPerPart || i === documents.length - 1) {
      yield [part(parts++), gzipSync(lines.take(), {level: 1})];
    }
  }
  yield [
    `institutions/updated_date=${snapshotDate}/part_000.gz`,
    gzipSync(`${works.institutions.join("\n")}\n`, {level: 1})
  ];
}

/** Writes works as lines of JSON. Each recurring part of a line is made once. */
class WorkWriter {
  readonly #context: PublicationContext;
  readonly #institutions = new Map<string, {id: string; line: string}>();
  readonly #topics = new Map<string, string[]>();
  readonly #affiliations = new Map<string, string>();

  constructor(context: PublicationContext) {
    this.#context = context;
  }

  /** Lines of JSON for the institutions of all works so far. */
  get institutions(): string[] {
    return [...this.#institutions.values()].map(({line}) => line);
  }

  /** The line of a work: as JSON.stringify would write it, several times faster. */
  line(i: number, {set, domains}: PlannedDocument, fault: Fault | null): string {
    const {sets, technologies, catalogue, random} = this.#context;
    const topics = catalogue.draw(domains, random).map((code, n) => this.#topic(code, n));
    const places = sets[set]!.locations;
    const authors = [...places];
    for (let more = Math.floor(5 * random.next() ** 2); more > 0; --more)
      authors.push(random.chance(0.85) ? random.pick(places) : -1);
    const year = drawYear("publications", technologies[domains[0]!], random);
    const type = random.chance(0.9) ? "article" : "preprint";
    return (
      `{"id":"https://openalex.org/W${9900000001 + i}","display_name":"Synthetic work ${i + 1}",` +
      `"publication_year":${year},"type":"${type}","is_retracted":${fault === "retracted"},` +
      `"is_paratext":${fault === "paratext"},"is_xpac":${fault === "xpac"},"topics":[${topics.join()}],` +
      `"primary_topic":${topics[0] ?? "null"},"authorships":[${this.#authors(authors, fault)}]}\n`
    );
  }

  #topic(code: string, n: number): string {
    let texts = this.#topics.get(code);
    if (!texts) {
      const topic = (score: number) =>
        JSON.stringify({id: `https://openalex.org/T${code}`, display_name: this.#context.labels.get(code), score});
      this.#topics.set(code, (texts = [0.99, 0.95, 0.9].map(topic)));
    }
    return texts[n]!;
  }

  #authors(places: readonly number[], fault: Fault | null): string {
    const {sites, random} = this.#context;
    return places
      .map((place, n) => {
        const site = place < 0 || fault === "homeless" ? undefined : sites[place]!;
        const institutions = site
          ? this.#affiliation(this.#institutionAt(site, random.integer(0, 2)), site.country)
          : "[]";
        return `{"author_position":"${n === 0 ? "first" : "middle"}","institutions":${institutions}}`;
      })
      .join();
  }

  #affiliation(id: string, country: string): string {
    let text = this.#affiliations.get(id);
    if (text === undefined)
      this.#affiliations.set(id, (text = JSON.stringify([{id, country_code: country, lineage: [id]}])));
    return text;
  }

  #institutionAt(site: Site, n: number): string {
    const key = `${site.code} ${n}`;
    let found = this.#institutions.get(key);
    if (!found) {
      const {size} = this.#institutions;
      const id = `https://openalex.org/I${9900000001 + size}`;
      // One institution in a hundred has a city but no point.
      const point = size % 100 !== 7;
      const line = JSON.stringify({
        id,
        ror: null,
        display_name: `Synthetic University ${n + 1} of ${site.code}`,
        country_code: site.country,
        type: "education",
        geo: {
          city: site.city,
          region: null,
          country_code: site.country,
          country: site.countryName,
          latitude: point ? site.lat : null,
          longitude: point ? site.lon : null
        },
        lineage: [id]
      });
      this.#institutions.set(key, (found = {id, line}));
    }
    return found.id;
  }
}

/** A buffer of text lines: a string of many megabytes costs several times its length. */
class TextBuffer {
  #bytes = Buffer.allocUnsafe(1 << 20);
  #length = 0;
  /** Lines since the last `take`. */
  count = 0;

  add(line: string): void {
    const most = 3 * line.length;
    if (this.#length + most > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes.subarray(0, this.#length)], 2 * this.#bytes.length + most);
    this.#length += this.#bytes.write(line, this.#length);
    ++this.count;
  }

  /** Returns all lines so far and empties the buffer; valid until the next line is added. */
  take(): Uint8Array {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#length = this.count = 0;
    return bytes;
  }
}
