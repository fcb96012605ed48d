import type {Locator} from "../regions/locate.ts";
import type {Regions} from "../regions/regions.ts";
import {BudgetReached, dollarsPerCall, freeDailyDollars, type OpenAlexClient} from "./client.ts";
import {type HarvestFolder, type HarvestParameters, type HarvestState, idNumber} from "./state.ts";

export interface HarvestInputs {
  parameters: HarvestParameters;
  folder: HarvestFolder;
  state: HarvestState;
  client: OpenAlexClient;
  regions: Regions;
  locator: Locator;
}

export interface HarvestEffects {
  /** Prints a line. */
  say: (line: string) => void;
  /** Reports the number of pages of works read, their total, and the current step. */
  onProgress: (pages: number, total: number, note: string) => void;
  signal?: AbortSignal;
}

/** Root fields of a work that the publications reader needs. */
const workFields = "id,publication_year,type,is_retracted,is_paratext,is_xpac,topics,primary_topic,authorships";
const institutionFields = "id,ror,display_name,country_code,type,geo,lineage";

/** Limits of the API. */
const perPage = 100;
const perFilter = 100;

/** Pages per part file: at most this many are lost in a power failure. */
const pagesPerPart = 20;

/**
 * Harvests the works of a region and the institutions that they name.
 *
 * First it reads the institutions of the region's country and keeps those located in the region; then their works, a
 * hundred institutions at a time and each work once; finally the institutions elsewhere that these works name. Each
 * part commits the state, so that a later run resumes where this one stopped.
 * @returns whether the harvest is complete; false when it reached the budget of calls first
 * @throws InputError when the API rejects a request or cannot be reached
 */
export async function harvest(inputs: HarvestInputs, effects: HarvestEffects): Promise<boolean> {
  const {counts} = inputs.state;
  try {
    await new Harvest(inputs, effects).run();
    const calls = `${count(counts.calls)} calls`;
    effects.say(`done: ${count(counts.works)} works and ${count(counts.institutions)} institutions, with ${calls}`);
    return true;
  } catch (error) {
    if (!(error instanceof BudgetReached)) throw error;
    const saved = `${count(counts.works)} works saved`;
    effects.say(`stopped: ${error.message}, ${saved}; run the same command again to resume`);
    return false;
  }
}

type Entity = Record<string, unknown>;

class Harvest {
  readonly #inputs: HarvestInputs;
  readonly #effects: HarvestEffects;
  /** Number of calls in earlier runs. */
  readonly #callsBefore: number;

  constructor(inputs: HarvestInputs, effects: HarvestEffects) {
    this.#inputs = inputs;
    this.#effects = effects;
    this.#callsBefore = inputs.state.counts.calls;
  }

  async run(): Promise<void> {
    const {state} = this.#inputs;
    if (state.regional === null) await this.#findInstitutions();
    await this.#readWorks(state.regional!);
    await this.#readOtherInstitutions();
    state.finished = true;
    await this.#commit({});
  }

  async #commit(rows: {works?: Entity[]; institutions?: Entity[]}): Promise<void> {
    const {state, folder, client} = this.#inputs;
    state.counts.calls = this.#callsBefore + client.calls;
    await folder.commit(state, rows);
  }

  async #findInstitutions(): Promise<void> {
    const {parameters, state, client, regions} = this.#inputs;
    const country = regions.country(parameters.region.slice(0, 2))!;
    const found: Entity[] = [];
    for (let cursor: string | null = "*"; cursor !== null;) {
      const page = await client.list("institutions", {
        filter: `country_code:${country.alpha2.toLowerCase()}`,
        select: institutionFields,
        per_page: String(perPage),
        cursor
      });
      found.push(...page.results);
      cursor = page.next;
      this.#effects.onProgress(0, 0, `${count(found.length)} of ${count(page.count)} institutions`);
    }
    const own = found.filter((institution) => this.#isInside(institution));
    state.regional = own.map(({id}) => idNumber(id)).sort((a, b) => a - b);
    await this.#commit({institutions: found});
    const numbers = `${count(own.length)} of ${count(found.length)}`;
    this.#effects.say(`${numbers} institutions of ${country.name} are in ${parameters.region}`);
  }

  #isInside(institution: Entity): boolean {
    const {parameters, regions, locator} = this.#inputs;
    const {region} = parameters;
    if (region.length === 2) return true;
    const geo = (institution.geo ?? {}) as Entity;
    const {location} = locator.locate({
      country: text(geo.country_code ?? institution.country_code),
      city: text(geo.city),
      region: text(geo.region),
      lat: typeof geo.latitude === "number" ? geo.latitude : undefined,
      lon: typeof geo.longitude === "number" ? geo.longitude : undefined
    });
    return location !== null && (location === region || regions.find(location)?.nuts1 === region);
  }

  async #readWorks(institutions: readonly number[]): Promise<void> {
    const {parameters, folder, state} = this.#inputs;
    const filters = chunk(institutions, perFilter).map((ids) => worksFilter(ids, parameters.years));
    const rest = filters.slice(state.batch);
    if (rest.length === 0) return;
    const calls = await this.#estimateCalls(rest);
    const known = await folder.ids(state, "works");
    let pages = 0;
    const turnPage = (works: number) => this.#effects.onProgress(++pages, calls, `${count(works)} works`);
    for (const filter of rest) await this.#readBatch(filter, known, turnPage);
  }

  /**
   * Counts the works of all batches and prints what they cost.
   * @returns the number of calls
   */
  async #estimateCalls(filters: readonly string[]): Promise<number> {
    let works = 0;
    let calls = 0;
    for (const filter of filters) {
      const {count: n} = await this.#inputs.client.list("works", {filter, select: "id", per_page: "1"});
      works += n;
      calls += Math.max(1, Math.ceil(n / perPage));
    }
    this.#effects.say(
      `${count(works)} works in ${filters.length} batches: ${count(calls)} calls, ` +
        `${(calls * dollarsPerCall).toFixed(2)} $ (a free key may spend ${freeDailyDollars} $ a day)`
    );
    return calls;
  }

  /** Reads the works of one filter that are not yet known, in parts of several pages. */
  async #readBatch(filter: string, known: Set<number>, turnPage: (works: number) => void): Promise<void> {
    const {state, client} = this.#inputs;
    let part: Entity[] = [];
    let pagesInPart = 0;
    for (let cursor: string | null = state.cursor; cursor !== null;) {
      this.#effects.signal?.throwIfAborted();
      const page = await client.list("works", {filter, select: workFields, per_page: String(perPage), cursor});
      for (const work of page.results) {
        const id = idNumber(work.id);
        if (known.has(id)) continue;
        known.add(id);
        part.push(work);
      }
      cursor = page.next;
      turnPage(state.counts.works + part.length);
      if (++pagesInPart === pagesPerPart && cursor !== null) {
        state.cursor = cursor;
        await this.#commit({works: part});
        [part, pagesInPart] = [[], 0];
      }
    }
    state.batch += 1;
    state.cursor = "*";
    await this.#commit({works: part});
  }

  async #readOtherInstitutions(): Promise<void> {
    const {folder, state, client} = this.#inputs;
    const known = await folder.ids(state, "institutions");
    const missing = new Set<number>();
    for await (const {authorships} of folder.rows(state, "works")) {
      for (const {institutions = []} of (authorships ?? []) as {institutions?: {id: unknown}[]}[]) {
        for (const {id} of institutions) if (!known.has(idNumber(id))) missing.add(idNumber(id));
      }
    }
    const sorted = [...missing].sort((a, b) => a - b);
    const batches = chunk(sorted, perFilter);
    for (const [i, ids] of batches.entries()) {
      const page = await client.list("institutions", {
        filter: `ids.openalex:${ids.map((id) => `I${id}`).join("|")}`,
        select: institutionFields,
        per_page: String(perPage),
        cursor: "*"
      });
      this.#effects.onProgress(i + 1, batches.length, "batches of other institutions");
      await this.#commit({institutions: page.results});
    }
  }
}

function worksFilter(institutions: readonly number[], [first, last]: readonly [number, number]): string {
  return [
    `authorships.institutions.id:${institutions.map((id) => `I${id}`).join("|")}`,
    `publication_year:${first}-${last}`,
    "is_retracted:false",
    "is_paratext:false",
    "is_xpac:false"
  ].join(",");
}

function chunk<T>(values: readonly T[], size: number): T[][] {
  return Array.from({length: Math.ceil(values.length / size)}, (_, i) => values.slice(i * size, (i + 1) * size));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
