import {longestList} from "../sources/openalex/works.ts";
import {type ListPage, type OpenAlexClient, Refused} from "./client.ts";

/** Root fields of a work that the publications reader needs. */
const workFields = [
  "id",
  "publication_year",
  "type",
  "is_retracted",
  "is_paratext",
  "is_xpac",
  "topics",
  "primary_topic",
  "authorships",
  "institutions"
];

/** What the API may refuse, since it came or will go with a version; the reader of publications does without it. */
const optional = ["institutions", "corpus", "is_xpac", "is_paratext"];

/** Requests for works of the core index. What the API refuses by its name is left out of all requests that follow. */
export class WorksQuery {
  readonly #client: OpenAlexClient;
  readonly #refused = new Set<string>();

  constructor(client: OpenAlexClient) {
    this.#client = client;
  }

  /** The number of works that match a filter. */
  async count(filter: string): Promise<number> {
    return (await this.#list(filter, () => ({select: "id", per_page: "1"}))).count;
  }

  /** One page of the works that match a filter, with the fields that the reader needs. */
  async page(filter: string, perPage: number, cursor: string): Promise<ListPage> {
    return await this.#list(filter, () => ({select: this.#fields, per_page: String(perPage), cursor}));
  }

  /** A work with all its authors, where a list has cut them; the work itself where there is no more to be had. */
  async complete(work: Record<string, unknown>): Promise<Record<string, unknown>> {
    const listed = authorsOf(work);
    if (listed < longestList) return work;
    const whole = await this.#client.single("works", String(work.id).replace(/.*\//, ""), this.#fields);
    return whole !== undefined && whole.id === work.id && authorsOf(whole) >= listed ? whole : work;
  }

  get #fields(): string {
    return workFields.filter((name) => !this.#refused.has(name)).join(",");
  }

  async #list(filter: string, rest: () => Record<string, string>): Promise<ListPage> {
    for (;;) {
      try {
        return await this.#client.list("works", {filter: this.#restrict(filter), ...this.#corpus, ...rest()});
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const name = optional.find((one) => !this.#refused.has(one) && names(error.message, one));
        if (name === undefined) throw error;
        this.#refused.add(name);
      }
    }
  }

  get #corpus(): Record<string, string> {
    return this.#refused.has("corpus") ? {} : {corpus: "core"};
  }

  #restrict(filter: string): string {
    const olderApi = this.#refused.has("corpus") && !this.#refused.has("is_xpac");
    return [
      filter,
      "is_retracted:false",
      this.#refused.has("is_paratext") ? "type:!paratext" : "is_paratext:false",
      ...(olderApi ? ["is_xpac:false"] : [])
    ].join(",");
  }
}

function authorsOf({authorships}: Record<string, unknown>): number {
  return Array.isArray(authorships) ? authorships.length : 0;
}

/** Whether a message names a parameter or field, not as a part of a longer name. */
function names(message: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}(?![\\w.]*\\w)`).test(message);
}
