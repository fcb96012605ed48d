import {type Dataset, datasets} from "../../src/terms/lenses.ts";

export interface ColumnSpec {
  name: string;
  type: "TINYINT" | "SMALLINT" | "INTEGER" | "DOUBLE" | "FLOAT" | "VARCHAR" | "BOOLEAN";
  description: string;
}

/** One published table: what it holds, its columns in order, and the columns by which it is sorted. */
export interface TableSpec {
  name: string;
  dataset: Dataset | null;
  description: string;
  columns: readonly ColumnSpec[];
  sort: readonly string[];
  /** The relation in the work database that holds the rows. */
  source: string;
}

const shared: TableSpec[] = [
  {
    name: "locations",
    dataset: null,
    description: "Places: the NUTS 2021 level-2 regions of EU27, UK and EFTA, and one location for each other country.",
    columns: [
      {name: "location", type: "SMALLINT", description: "id"},
      {name: "code", type: "VARCHAR", description: "NUTS2 code with Eurostat prefixes (EL, UK), or ISO 3166 alpha-2"},
      {name: "name", type: "VARCHAR", description: "name of the region or country"},
      {name: "level", type: "VARCHAR", description: "nuts2 or country"},
      {name: "country", type: "VARCHAR", description: "ISO 3166 alpha-2"},
      {name: "nuts1", type: "VARCHAR", description: "NUTS1 code that contains the region; null outside the benchmark"},
      {name: "nuts1_name", type: "VARCHAR", description: "name of the NUTS1 region"},
      {
        name: "benchmark",
        type: "BOOLEAN",
        description: "whether the location belongs to the benchmark (EU27, UK, EFTA)"
      },
      {name: "lon", type: "FLOAT", description: "longitude of a label point, degrees"},
      {name: "lat", type: "FLOAT", description: "latitude of a label point, degrees"}
    ],
    sort: ["location"],
    source: "main.locations"
  },
  {
    name: "technologies",
    dataset: null,
    description: "The 38 key strategic technologies.",
    columns: [
      {name: "technology", type: "TINYINT", description: "id"},
      {name: "name", type: "VARCHAR", description: "name, as in the report"},
      {name: "slug", type: "VARCHAR", description: "name for addresses"},
      {name: "technology_group", type: "VARCHAR", description: "one of five groups"}
    ],
    sort: ["technology"],
    source: "main.technologies"
  },
  {
    name: "codes",
    dataset: null,
    description: "Codes of the three vocabularies: those of the vocabularies in use and those that occur on documents.",
    columns: [
      {name: "code", type: "INTEGER", description: "id"},
      {name: "vocabulary", type: "VARCHAR", description: "cpc (patents), topic (publications) or industry (deals)"},
      {
        name: "symbol",
        type: "VARCHAR",
        description: "CPC main group such as H01L21, OpenAlex topic number, Crunchbase industry"
      },
      {
        name: "label",
        type: "VARCHAR",
        description: "short title; of a CPC main group without one that of its subclass; null where none is known"
      }
    ],
    sort: ["code"],
    source: "main.codes"
  },
  {
    name: "links",
    dataset: null,
    description:
      "Candidate links of codes and technologies: the scores of every candidate, accepted or not, so that other thresholds can be tried.",
    columns: [
      {name: "code", type: "INTEGER", description: "id in codes"},
      {name: "technology", type: "TINYINT", description: "id in technologies"},
      {name: "vocabulary", type: "VARCHAR", description: "cpc, topic or industry, as in codes"},
      {name: "symbol", type: "VARCHAR", description: "as in codes"},
      {name: "label", type: "VARCHAR", description: "title by which the code was compared"},
      {name: "similarity", type: "DOUBLE", description: "of the title and the technology's keywords, about 0 to 1"},
      {name: "rank", type: "TINYINT", description: "place of the technology among all for this code, from 1"},
      {
        name: "cooccurrence",
        type: "DOUBLE",
        description:
          "co-occurrence with the technology's core codes, 0 to 1, 0.5 is chance; null where too few documents bear the code"
      },
      {
        name: "documents",
        type: "INTEGER",
        description: "documents of all years and places that bear the code and another one"
      },
      {name: "together", type: "INTEGER", description: "those of them that bear another core code of the technology"},
      {name: "core", type: "BOOLEAN", description: "whether the code is a core code of the technology"},
      {
        name: "decision",
        type: "VARCHAR",
        description: "accept or reject by a reviewer; stale where a decision was set aside; null without one"
      },
      {
        name: "accepted",
        type: "BOOLEAN",
        description: "whether the link counts under the published thresholds and decisions"
      },
      {
        name: "borderline",
        type: "BOOLEAN",
        description: "whether a small move of a threshold would turn it, and nobody decided"
      },
      {name: "reason", type: "VARCHAR", description: "why it was accepted or rejected"}
    ],
    sort: ["code", "technology"],
    source: "main.links"
  }
];

const documentNames: Record<Dataset, string> = {
  patents: "patent applications at the EPO or under the PCT",
  publications: "works in OpenAlex",
  deals: "funding rounds in Crunchbase",
  publications_earlier: "works in an earlier edition of OpenAlex"
};

function datasetTables(dataset: Dataset): TableSpec[] {
  return [
    {
      name: dataset,
      dataset,
      description: `Counts of ${documentNames[dataset]}, one row for each combination of year, places and codes.`,
      columns: [
        {name: "year", type: "SMALLINT", description: "year of priority, publication or announcement"},
        {name: "location_set", type: "INTEGER", description: `set of places, in ${dataset}_location_sets`},
        {name: "code_set", type: "INTEGER", description: `set of codes, in ${dataset}_code_sets`},
        {name: "documents", type: "INTEGER", description: "number of documents, at least 1"},
        {name: "disclosed", type: "INTEGER", description: "number of them with a known amount (deals; else 0)"},
        {name: "amount", type: "DOUBLE", description: "sum of known amounts, millions of US dollars (deals; else 0)"}
      ],
      sort: ["location_set", "year", "code_set"],
      source: `${dataset}.rows`
    },
    {
      name: `${dataset}_code_sets`,
      dataset,
      description: `The codes of each set; a set is what one of the documents bears.`,
      columns: [
        {name: "code_set", type: "INTEGER", description: "id of the set"},
        {name: "code", type: "INTEGER", description: "id in codes"}
      ],
      sort: ["code_set", "code"],
      source: `${dataset}.code_sets`
    },
    {
      name: `${dataset}_location_sets`,
      dataset,
      description: "The places of each set and the part of a document that falls to each.",
      columns: [
        {name: "location_set", type: "INTEGER", description: "id of the set"},
        {name: "location", type: "SMALLINT", description: "id in locations"},
        {name: "share", type: "DOUBLE", description: "part of the document, above 0, at most 1; sums to 1 over the set"}
      ],
      sort: ["location_set", "location"],
      source: `${dataset}.location_sets`
    }
  ];
}

/** Every table that a build publishes. */
export const tables: readonly TableSpec[] = [...shared, ...datasets.flatMap(datasetTables)];
