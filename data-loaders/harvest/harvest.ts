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
  /** Reports the pages of works read, their total, and the current step. */
  onProgress: (pages: number, total: number, note: string) => void;
  signal?: AbortSignal;
}

/** Root fields of a work that the publications reader needs. */
const workFields = "id,publication_year,type,is_retracted,is_paratext,is_xpac,topics,primary_topic,authorships";
const institutionFields = "id,ror,display_name,country_code,type,geo,lineage";

/** Limits of the API. */
const perPage = 100;
const perFilter = 100;

/** Pages per part file: the most that a power failure can lose. */
const pagesPerPart = 20;

/**
 * Harvests the works of a region and the institutions that they name.
 *
 * It reads the institutions of the region, found by location among those of its country; then their works, a hundred
 * institutions at a time, each work once; and then the institutions elsewhere that these works name. Each part commits
 * the state, so that a later run resumes where this one stopped.
 *
 * @returns whether the harvest is complete; false when it reached the budget of calls first
 * @throws InputError when the API rejects a request or cannot be reached
 */
export async function harvest(
  {parameters, folder, state, client, regions, locator}: HarvestInputs,
  {say, onProgress, signal}: HarvestEffects
): Promise<boolean> {
  const callsBefore = state.counts.calls;
  const commit: HarvestFolder["commit"] = async (...args) => {
    state.counts.calls = callsBefore + client.calls;
    await folder.commit(...args);
  };
  try {
    if (state.regional === null) await findInstitutions();
    await readWorks(state.regional!);
    await readOtherInstitutions();
    state.finished = true;
    await commit(state, {});
    say(
      `done: ${count(state.counts.works)} works and ${count(state.counts.institutions)} institutions, with ${count(state.counts.calls)} calls`
    );
    return true;
  } catch (error) {
    if (!(error instanceof BudgetReached)) throw error;
    say(`stopped: ${error.message}, ${count(state.counts.works)} works saved; run the same command again to resume`);
    return false;
  }

  async function findInstitutions(): Promise<void> {
    const country = regions.country(parameters.region.slice(0, 2))!;
    const found: Record<string, unknown>[] = [];
    for (let cursor: string | null = "*"; cursor !== null;) {
      const page = await client.list("institutions", {
        filter: `country_code:${country.alpha2.toLowerCase()}`,
        select: institutionFields,
        per_page: String(perPage),
        cursor
      });
      found.push(...page.results);
      cursor = page.next;
      onProgress(0, 0, `${count(found.length)} of ${count(page.count)} institutions`);
    }
    const own = found.filter((institution) => isInside(institution));
    state.regional = own.map(({id}) => idNumber(id)).sort((a, b) => a - b);
    await commit(state, {institutions: found});
    say(`${count(own.length)} of ${count(found.length)} institutions of ${country.name} are in ${parameters.region}`);
  }

  function isInside(institution: Record<string, unknown>): boolean {
    const {region} = parameters;
    if (region.length === 2) return true;
    const geo = (institution.geo ?? {}) as Record<string, unknown>;
    const {location} = locator.locate({
      country: text(geo.country_code ?? institution.country_code),
      city: text(geo.city),
      region: text(geo.region),
      lat: typeof geo.latitude === "number" ? geo.latitude : undefined,
      lon: typeof geo.longitude === "number" ? geo.longitude : undefined
    });
    return location !== null && (location === region || regions.find(location)?.nuts1 === region);
  }

  async function readWorks(institutions: readonly number[]): Promise<void> {
    const batches = chunk(institutions, perFilter).map((ids) =>
      [
        `authorships.institutions.id:${ids.map((id) => `I${id}`).join("|")}`,
        `publication_year:${parameters.years[0]}-${parameters.years[1]}`,
        "is_retracted:false",
        "is_paratext:false",
        "is_xpac:false"
      ].join(",")
    );
    const rest = batches.slice(state.batch);
    if (rest.length === 0) return;
    let works = 0;
    let calls = 0;
    for (const filter of rest) {
      const {count: n} = await client.list("works", {filter, select: "id", per_page: "1"});
      works += n;
      calls += Math.max(1, Math.ceil(n / perPage));
    }
    say(
      `${count(works)} works in ${rest.length} batches: ${count(calls)} calls, ${(calls * dollarsPerCall).toFixed(2)} $ (a free key may spend ${freeDailyDollars} $ a day)`
    );
    const known = await folder.ids(state, "works");
    let pages = 0;
    for (const filter of rest) {
      let part: Record<string, unknown>[] = [];
      let pagesInPart = 0;
      for (let cursor: string | null = state.cursor; cursor !== null;) {
        signal?.throwIfAborted();
        const page = await client.list("works", {filter, select: workFields, per_page: String(perPage), cursor});
        for (const work of page.results) {
          const id = idNumber(work.id);
          if (known.has(id)) continue;
          known.add(id);
          part.push(work);
        }
        cursor = page.next;
        onProgress(++pages, calls, `${count(state.counts.works + part.length)} works`);
        if (++pagesInPart === pagesPerPart && cursor !== null) {
          state.cursor = cursor;
          await commit(state, {works: part});
          [part, pagesInPart] = [[], 0];
        }
      }
      state.batch += 1;
      state.cursor = "*";
      await commit(state, {works: part});
    }
  }

  async function readOtherInstitutions(): Promise<void> {
    const known = await folder.ids(state, "institutions");
    const missing = new Set<number>();
    for await (const {authorships} of folder.rows(state, "works")) {
      for (const {institutions = []} of (authorships ?? []) as {institutions?: {id: unknown}[]}[]) {
        for (const {id} of institutions) if (!known.has(idNumber(id))) missing.add(idNumber(id));
      }
    }
    const batches = chunk(
      [...missing].sort((a, b) => a - b),
      perFilter
    );
    for (const [i, ids] of batches.entries()) {
      const page = await client.list("institutions", {
        filter: `ids.openalex:${ids.map((id) => `I${id}`).join("|")}`,
        select: institutionFields,
        per_page: String(perPage),
        cursor: "*"
      });
      onProgress(i + 1, batches.length, "batches of other institutions");
      await commit(state, {institutions: page.results});
    }
  }
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
