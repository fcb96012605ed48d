import {mkdir, open, readdir, readFile, rename, rm, unlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzipSync, gzipSync} from "node:zlib";
import {InputError} from "../console/input-error.ts";
import {claimOutput} from "../folders/output-folder.ts";

/** The parameters of a harvest; a folder holds one harvest. */
export interface HarvestParameters {
  region: string;
  years: [number, number];
}

export interface HarvestState {
  parameters: HarvestParameters;
  /** Day on which the harvest began, `YYYY-MM-DD`. OpenAlex changes daily. */
  edition: string;
  /** Institutions of the region, by the number in their id. */
  regional: number[] | null;
  /** The current batch of institutions, and the position in its list of works. */
  batch: number;
  cursor: string;
  /** Number of committed part files of each entity. */
  parts: {works: number; institutions: number};
  counts: {works: number; institutions: number; calls: number};
  finished: boolean;
}

const stateName = "harvest.json";

/** The folder of a harvest: its part files, and the state that lists the committed ones. */
export class HarvestFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * The state of the harvest in this folder, or a new one.
   * @throws InputError when the folder holds a different harvest, is not ours (see `checkOutput`), or cannot be written
   * to
   */
  async load(parameters: HarvestParameters, {fresh, today}: {fresh: boolean; today: string}): Promise<HarvestState> {
    await claimOutput({path: this.path, kind: "harvest"});
    const begun: HarvestState = {
      parameters,
      edition: today,
      regional: null,
      batch: 0,
      cursor: "*",
      parts: {works: 0, institutions: 0},
      counts: {works: 0, institutions: 0, calls: 0},
      finished: false
    };
    if (fresh) {
      for (const name of ["works", "institutions", stateName])
        await rm(join(this.path, name), {recursive: true, force: true});
      return begun;
    }
    const text = await readFile(join(this.path, stateName), "utf8").catch(() => undefined);
    if (text === undefined) return begun;
    let state: HarvestState;
    try {
      state = JSON.parse(text) as HarvestState;
    } catch (cause) {
      throw new InputError("cannot read the state of the harvest", {
        file: join(this.path, stateName),
        advice: "start again with --fresh",
        cause
      });
    }
    if (JSON.stringify(state.parameters) !== JSON.stringify(parameters)) {
      throw new InputError(
        `the folder holds a harvest of ${describe(state.parameters)}, not of ${describe(parameters)}`,
        {
          file: this.path,
          advice: "choose another folder, or start again with --fresh"
        }
      );
    }
    await this.#dropUncommitted(state);
    return state;
  }

  /**
   * Writes rows as the next part of an entity, then the state that lists the part. An interruption between the two
   * neither loses nor repeats a row.
   */
  async commit(
    state: HarvestState,
    parts: Partial<Record<"works" | "institutions", readonly unknown[]>>
  ): Promise<void> {
    for (const [entity, rows] of Object.entries(parts) as ["works" | "institutions", readonly unknown[]][]) {
      if (rows.length === 0) continue;
      await mkdir(join(this.path, entity), {recursive: true});
      const path = this.#part(entity, state.parts[entity]);
      await writeWhole(path, gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
      state.parts[entity] += 1;
      state.counts[entity] += rows.length;
    }
    await writeWhole(join(this.path, stateName), `${JSON.stringify(state, null, 2)}\n`);
  }

  /** The numbers in the ids of all committed rows of an entity. */
  async ids(state: HarvestState, entity: "works" | "institutions"): Promise<Set<number>> {
    const ids = new Set<number>();
    for await (const row of this.rows(state, entity)) ids.add(idNumber(row.id));
    return ids;
  }

  /** All committed rows of an entity. */
  async *rows(state: HarvestState, entity: "works" | "institutions"): AsyncGenerator<Record<string, unknown>> {
    for (let part = 0; part < state.parts[entity]; ++part) {
      for (const line of gunzipSync(await readFile(this.#part(entity, part)))
        .toString("utf8")
        .split("\n")) {
        if (line !== "") yield JSON.parse(line) as Record<string, unknown>;
      }
    }
  }

  #part(entity: string, part: number): string {
    return join(this.path, entity, `part_${String(part).padStart(4, "0")}.gz`);
  }

  async #dropUncommitted(state: HarvestState): Promise<void> {
    for (const entity of ["works", "institutions"] as const) {
      for (const name of await readdir(join(this.path, entity)).catch(() => [])) {
        const part = /^part_(\d+)\.gz$/.exec(name)?.[1];
        if (part === undefined || Number(part) >= state.parts[entity]) await unlink(join(this.path, entity, name));
      }
    }
  }
}

/** The number in an id such as `https://openalex.org/W2741809807`. */
export function idNumber(id: unknown): number {
  return Number(/(\d+)$/.exec(String(id))?.[1]);
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.draft`;
  try {
    await writeFile(draft, content);
    const file = await open(draft, "r");
    await file.sync().finally(() => file.close());
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, {force: true});
    if ((cause as NodeJS.ErrnoException).code === "ENOSPC") {
      throw new InputError("the disk is full", {
        file: path,
        advice: "free some space and run the same command again; it resumes where it stopped",
        cause
      });
    }
    throw cause;
  }
}

function describe({region, years}: HarvestParameters): string {
  return `${region}, ${years[0]}-${years[1]}`;
}
