import {createServer, type Server} from "node:http";
import {once} from "node:events";
import type {AddressInfo} from "node:net";

/** A stand-in for the OpenAlex API that refuses what the real one refuses. */
export interface ApiServer {
  url: string;
  /** Requests answered so far, without the refused ones. */
  calls: number;
  /** Authorization headers that came. */
  keys: Set<string>;
  /** Parameters, filters and fields that it does not know, by name. */
  unknown: Set<string>;
  /** Headers of every answer, in place of the usual ones. */
  headers?: Record<string, string>;
  /** Requests for single records so far. */
  singles: number;
  /** Called before each answer; a returned status (or "drop", "garbage") replaces it. */
  disturb: (call: number) => number | "drop" | "garbage" | undefined;
  close(): Promise<void>;
}

const institutions = [
  ...Array.from({length: 230}, (_, i) => ({
    id: `https://openalex.org/I${1000 + i}`,
    country_code: "BE",
    display_name: `Institution ${i}`,
    lineage: [],
    geo:
      i % 2
        ? {city: "Leuven", country_code: "BE", latitude: 50.88, longitude: 4.7}
        : {city: "Namur", country_code: "BE", latitude: 50.47, longitude: 4.87}
  })),
  {
    id: "https://openalex.org/I5000",
    country_code: "DE",
    display_name: "Elsewhere",
    lineage: [],
    geo: {city: "Munich", country_code: "DE", latitude: null, longitude: null}
  }
];

const author = (n: number, country: string) => ({
  institutions: [{id: `https://openalex.org/I${n}`, country_code: country}]
});

/** Works of 2019–2025; each has an author at one Belgian institution, some a second one and one elsewhere. */
const plainWorks = Array.from({length: 2600}, (_, i) => ({
  id: `https://openalex.org/W${100_000 + i}`,
  publication_year: 2019 + (i % 7),
  type: "article",
  is_retracted: i % 500 === 3,
  is_paratext: false,
  is_xpac: i % 400 === 5,
  topics: [{id: "https://openalex.org/T10036"}],
  primary_topic: {id: "https://openalex.org/T10036"},
  authorships: [i % 230, ...(i % 5 === 0 ? [(i * 7 + 101) % 230] : [])]
    .map((n) => ({institutions: [{id: `https://openalex.org/I${1000 + n}`, country_code: "BE"}]}))
    .concat(i % 10 === 0 ? [{institutions: [{id: "https://openalex.org/I5000", country_code: "DE"}]}] : []),
  institutions: [] as {id: string; country_code: string}[]
}));

/** A work of 150 authors: the list of works gives the first hundred, who are in Munich, and the others are in Leuven. */
const longList = {
  ...plainWorks[2]!,
  id: "https://openalex.org/W900000",
  publication_year: 2022,
  authorships: Array.from({length: 150}, (_, i) => (i < 100 ? author(5000, "DE") : author(1001, "BE"))),
  institutions: [author(5000, "DE"), author(1001, "BE")].flatMap(({institutions: own}) => own)
};

export const works = [...plainWorks, longList];

const fields = new Set([
  "id",
  "ror",
  "display_name",
  "country_code",
  "type",
  "geo",
  "lineage",
  "publication_year",
  "is_retracted",
  "is_paratext",
  "is_xpac",
  "topics",
  "primary_topic",
  "authorships",
  "institutions"
]);

export async function startApi(): Promise<ApiServer> {
  const api: ApiServer = {
    url: "",
    calls: 0,
    singles: 0,
    unknown: new Set(),
    keys: new Set(),
    disturb: () => undefined,
    close: async () => await closeServer(server)
  };
  let requests = 0;
  const server: Server = createServer((request, response) => {
    const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, {"content-type": "application/json", ...headers, ...api.headers})
        .end(typeof body === "string" ? body : JSON.stringify(body));
    if (request.headers.authorization) api.keys.add(request.headers.authorization);
    const trouble = api.disturb(++requests);
    if (trouble === "drop") return void request.socket.destroy();
    if (trouble === "garbage") return void reply(200, '{"meta": {"cou');
    if (trouble !== undefined)
      return void reply(
        trouble,
        {error: "disturbed", message: `disturbed with ${trouble}`},
        trouble === 429 ? {"retry-after": "3"} : {}
      );
    const url = new URL(request.url!, "http://localhost");
    const query = url.searchParams;
    const filters = new Map(
      (query.get("filter") ?? "")
        .split(",")
        .map((part) => [part.slice(0, part.indexOf(":")), part.slice(part.indexOf(":") + 1)])
    );
    const refuse = (message: string) => void reply(400, {error: "Invalid query parameters error.", message});
    const selected = (query.get("select") ?? "").split(",");
    for (const name of [...query.keys(), ...filters.keys(), ...selected])
      if (api.unknown.has(name)) return refuse(`${name} is not a valid parameter, filter or select field.`);
    if (selected.some((field) => !fields.has(field)))
      return refuse(`${query.get("select")} is not a valid select field`);
    const select = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => selected.includes(name)));
    const perPage = Number(query.get("per_page") ?? 25);
    if (!(perPage >= 1 && perPage <= 100)) return refuse("per-page parameter must be between 1 and 100");
    for (const values of filters.values())
      if (values.split("|").length > 100) return refuse("Maximum number of values exceeded");
    let rows: {id: string}[];
    const number = (id: string) => id.replace(/.*\//, "");
    if (url.pathname === "/institutions") {
      const ids = filters.get("ids.openalex")?.split("|");
      rows = institutions.filter(({id, country_code}) =>
        ids ? ids.includes(number(id)) : country_code.toLowerCase() === filters.get("country_code")
      );
    } else if (url.pathname === "/works") {
      const ids = new Set(filters.get("authorships.institutions.id")?.split("|"));
      const [first, last] = filters.get("publication_year")!.split("-").map(Number) as [number, number];
      rows = works.filter(
        (work) =>
          work.publication_year >= first &&
          work.publication_year <= last &&
          !work.is_retracted &&
          // Without a parameter the API gives the core index.
          !work.is_xpac &&
          work.authorships.some((author) => author.institutions.some(({id}) => ids.has(number(id))))
      );
    } else if (url.pathname.startsWith("/works/")) {
      const found = works.find(({id}) => url.pathname.endsWith(`/${number(id)}`));
      ++api.singles;
      const refused = found === undefined || api.unknown.has("single records");
      return void (refused ? reply(404, {error: "not found"}) : reply(200, select(found)));
    } else return void reply(404, {error: "not found"});
    const cursor = query.get("cursor");
    const start = cursor === null || cursor === "*" ? 0 : Number(Buffer.from(cursor, "base64url").toString());
    if (!Number.isInteger(start)) return refuse("Cursor is invalid or expired");
    const page = rows.slice(start, start + perPage);
    ++api.calls;
    reply(
      200,
      {
        meta: {
          count: rows.length,
          per_page: perPage,
          next_cursor:
            cursor === null || start + perPage >= rows.length
              ? null
              : Buffer.from(String(start + perPage)).toString("base64url")
        },
        results: page.map((row) => {
          const {authorships, ...rest} = row as {authorships?: unknown[]};
          return select(authorships ? {...rest, authorships: authorships.slice(0, 100)} : rest);
        })
      },
      {"x-ratelimit-remaining": String(10_000 - requests)}
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
