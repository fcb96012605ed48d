import type {Locator} from "../regions/locate.ts";
import type {Regions} from "../regions/regions.ts";
import {describeCost, describeTime} from "./allowance.ts";
import {AllowanceReached, BudgetReached, type ListPage, type OpenAlexClient, Refused} from "./client.ts";
import {WorksQuery} from "./query.ts";
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
  /** The time in milliseconds; by default that of the system. */
  now?: () => number;
}

const institutionFields = "id,ror,display_name,country_code,type,geo,lineage";

/** Limits of the API. */
const perPage = 100;
const perFilter = 100;

/** Pages per part file: at most this many are lost in a power failure. A run that ends earlier saves what it has. */
const pagesPerPart = 20;

/**
 * Harvests the works of a region and the institutions that they name.
 *
 * First it reads the institutions of the region's country and keeps those located in the region; then their works, a
 * hundred institutions at a time and each work once; finally the institutions elsewhere that these works name. Each
 * part commits the state, so that a later run resumes where this one stopped.
 * @returns whether the harvest is complete; false when it reached the budget of calls, or what the API allows, first
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
    const now = effects.now?.() ?? Date.now();
    const when =
      error instanceof AllowanceReached
        ? `it goes on at ${describeTime(error.until, now)}: run the same command again then`
        : "run the same command again to resume";
    effects.say(`stopped: ${error.message}, ${saved}; ${when}`);
    return false;
  }
}

type Entity = Record<string, unknown>;

class Harvest {
  readonly #inputs: HarvestInputs;
  readonly #effects: HarvestEffects;
  readonly #works: WorksQuery;
  /** Number of calls in earlier runs. */
  readonly #callsBefore: number;

  constructor(inputs: HarvestInputs, effects: HarvestEffects) {
    this.#inputs = inputs;
    this.#effects = effects;
    this.#works = new WorksQuery(inputs.client);
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
      const n = await this.#works.count(filter);
      works += n;
      calls += Math.max(1, Math.ceil(n / perPage));
    }
    this.#effects.say(
      `${count(works)} works in ${filters.length} batches: ${count(calls)} calls, ` +
        describeCost(calls, this.#inputs.client.allowance)
    );
    return calls;
  }

  /** Reads the works of one filter that are not yet known, in parts of several pages. */
  async #readBatch(filter: string, known: Set<number>, turnPage: (works: number) => void): Promise<void> {
    const {state} = this.#inputs;
    let part: Entity[] = [];
    let pagesInPart = 0;
    let cursor: string | null = state.cursor;
    const save = async () => {
      if (pagesInPart > 0) await this.#commit({works: part});
      [part, pagesInPart] = [[], 0];
    };
    try {
      while (cursor !== null) {
        this.#effects.signal?.throwIfAborted();
        const page: ListPage = await this.#readPage(filter, cursor, known);
        for (const work of page.results) known.add(idNumber(work.id));
        part.push(...page.results);
        cursor = page.next;
        turnPage(state.counts.works + part.length);
        if (cursor === null) break;
        state.cursor = cursor;
        if (++pagesInPart === pagesPerPart) await save();
      }
    } catch (error) {
      await save();
      throw error;
    }
    state.batch += 1;
    state.cursor = "*";
    await this.#commit({works: part});
  }

  /** Reads a page of works, each with all its authors; a cursor that has expired begins the list again. */
  async #readPage(filter: string, cursor: string, known: ReadonlySet<number>): Promise<ListPage> {
    let page: ListPage;
    try {
      page = await this.#works.page(filter, perPage, cursor);
    } catch (error) {
      if (cursor === "*" || !(error instanceof Refused) || !/cursor/i.test(error.message)) throw error;
      page = await this.#works.page(filter, perPage, "*");
    }
    const results: Entity[] = [];
    for (const work of page.results) if (!known.has(idNumber(work.id))) results.push(await this.#works.complete(work));
    return {...page, results};
  }

  async #readOtherInstitutions(): Promise<void> {
    const {folder, state, client, parameters} = this.#inputs;
    const known = await folder.ids(state, "institutions");
    const regional = new Set(state.regional);
    const missing = new Set<number>();
    let elsewhere = 0;
    for await (const work of folder.rows(state, "works")) {
      const ids = institutionsOf(work);
      for (const id of ids) if (!known.has(id)) missing.add(id);
      if (!ids.some((id) => regional.has(id))) ++elsewhere;
    }
    if (elsewhere > 0)
      this.#effects.say(
        `works that name no institution of ${parameters.region}, since the API cuts their lists of authors: ` +
          `${count(elsewhere)}; they count for the places of the authors that it gives`
      );
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

/** The numbers of the institutions of a work: those of its authors, and of authors beyond a cut list. */
function institutionsOf({authorships, institutions}: Entity): number[] {
  const lists = [
    ...((authorships ?? []) as {institutions?: {id?: unknown}[] | null}[]).map((author) => author.institutions ?? []),
    (institutions ?? []) as {id?: unknown}[]
  ];
  return lists
    .flat()
    .map(({id}) => idNumber(id))
    .filter(Number.isFinite);
}

function worksFilter(institutions: readonly number[], [first, last]: readonly [number, number]): string {
  return [
    `authorships.institutions.id:${institutions.map((id) => `I${id}`).join("|")}`,
    `publication_year:${first}-${last}`
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
