import {type Dataset, datasets, lenses, vocabularyOf} from "../../src/terms/lenses.ts";

export interface ColumnSpec {
  name: string;
  type: "TINYINT" | "SMALLINT" | "INTEGER" | "DOUBLE" | "FLOAT" | "VARCHAR" | "BOOLEAN";
  description: string;
}

/** One published table: its contents, its columns in order and the columns that sort it. */
export interface TableSpec {
  name: string;
  dataset: Dataset | null;
  description: string;
  columns: readonly ColumnSpec[];
  sort: readonly string[];
  /** The relation or subquery in the work database that has the rows. */
  source: string;
}

const shared: TableSpec[] = [
  {
    name: "locations",
    dataset: null,
    description: "The NUTS 2021 level-2 regions of EU27, UK and EFTA, and one location for each other country.",
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
    description: "The key strategic technologies.",
    columns: [
      {name: "technology", type: "TINYINT", description: "id"},
      {name: "name", type: "VARCHAR", description: "name, as in the report"},
      {name: "slug", type: "VARCHAR", description: "name in addresses of pages"},
      {name: "technology_group", type: "VARCHAR", description: "one of five groups"}
    ],
    sort: ["technology"],
    source: "main.technologies"
  },
  {
    name: "codes",
    dataset: null,
    description: "Codes of the three vocabularies, and others that occur in documents.",
    columns: [
      {name: "code", type: "INTEGER", description: "id"},
      {
        name: "vocabulary",
        type: "VARCHAR",
        description: lenses.map((lens) => `${vocabularyOf(lens)} (${lens})`).join(", ")
      },
      {
        name: "symbol",
        type: "VARCHAR",
        description:
          "CPC main group such as H01L21, or in licensed patents H01L* for any without a link; " +
          "OpenAlex topic number, Crunchbase industry"
      },
      {
        name: "label",
        type: "VARCHAR",
        description: "short title; for a CPC main group without a title, that of its subclass; null if unknown"
      },
      {
        name: "wording",
        type: "VARCHAR",
        description: "the title that the classification compares; null where it is the label"
      }
    ],
    sort: ["code"],
    source: "main.codes"
  },
  {
    name: "links",
    dataset: null,
    description:
      "Candidate links between codes and technologies, accepted or not, with their scores, " +
      "so that readers can try other thresholds. Subclasses of CPC (four characters) are among the codes, " +
      "although documents have main groups only; no number on the site counts them.",
    columns: [
      {name: "code", type: "INTEGER", description: "id in codes"},
      {name: "technology", type: "TINYINT", description: "id in technologies"},
      {name: "vocabulary", type: "VARCHAR", description: "cpc, topic or industry, as in codes"},
      {name: "symbol", type: "VARCHAR", description: "as in codes"},
      {name: "label", type: "VARCHAR", description: "as in codes"},
      {
        name: "similarity",
        type: "DOUBLE",
        description: "similarity of the title and the technology's keywords, about 0 to 1"
      },
      {name: "rank", type: "TINYINT", description: "rank of the technology for this code, from 1"},
      {
        name: "cooccurrence",
        type: "DOUBLE",
        description:
          "co-occurrence with the technology's core codes, 0 to 1, 0.5 by chance; " +
          "null if too few documents have the code; of licensed records in hundredths, from the rounded counts"
      },
      {
        name: "documents",
        type: "INTEGER",
        description:
          "documents of all years and places with the code and at least one other; " +
          "of licensed records rounded to a multiple of three"
      },
      {
        name: "together",
        type: "INTEGER",
        description: "those that also have another core code of the technology, rounded likewise"
      },
      {name: "core", type: "BOOLEAN", description: "whether the code is a core code of the technology"},
      {
        name: "decision",
        type: "VARCHAR",
        description: "a reviewer's accept or reject; null without one"
      },
      {
        name: "accepted",
        type: "BOOLEAN",
        description: "whether the link counts under the published thresholds and decisions"
      },
      {
        name: "borderline",
        type: "BOOLEAN",
        description: "whether it is undecided and a small move of a threshold would change it"
      },
      {
        name: "moved",
        type: "BOOLEAN",
        description:
          "whether its scores have moved away from those at the time of the decision, which holds nonetheless"
      },
      {name: "reason", type: "VARCHAR", description: "reason for accepting or rejecting it"}
    ],
    sort: ["code", "technology"],
    source: "main.links"
  }
];

const documentNames: Record<Dataset, string> = {
  patents: "patent applications at the EPO or under the PCT",
  publications: "publications",
  deals: "funding rounds",
  publications_earlier: "publications in an earlier edition of their source"
};

/** What a table of documents counts in each row. */
const countColumns: readonly ColumnSpec[] = [
  {
    name: "documents",
    type: "INTEGER",
    description: "number of documents, at least 1; of licensed deals rounded to a multiple of three"
  },
  {
    name: "disclosed",
    type: "INTEGER",
    description: "number of documents with a known amount (deals; else 0), rounded likewise"
  },
  {
    name: "amount",
    type: "DOUBLE",
    description:
      "sum of known amounts in millions of US dollars (deals; else 0); of licensed deals rounded by more than " +
      "the largest company's amount"
  }
];

function datasetTables(dataset: Dataset): TableSpec[] {
  return [
    {
      name: dataset,
      dataset,
      description: `Counts of ${documentNames[dataset]}, one row per combination of year, places and codes.`,
      columns: [
        {
          name: "year",
          type: "SMALLINT",
          description:
            "year of priority, publication or announcement; of licensed records, " +
            "the last of the years that are published together"
        },
        {name: "location_set", type: "INTEGER", description: `set of places, in ${dataset}_location_sets`},
        {name: "code_set", type: "INTEGER", description: `set of codes, in ${dataset}_code_sets`},
        ...countColumns
      ],
      sort: ["location_set", "year", "code_set"],
      source: dataset === "deals" ? "(FROM deals.rows WHERE NOT other)" : `${dataset}.rows`
    },
    {
      name: `${dataset}_code_sets`,
      dataset,
      description: "The codes of each set: all codes of a document, or what is published of them.",
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
      description: "The places of each set, and the share of a document that belongs to each.",
      columns: [
        {name: "location_set", type: "INTEGER", description: "id of the set"},
        {name: "location", type: "SMALLINT", description: "id in locations"},
        {
          name: "share",
          type: "DOUBLE",
          description: "share of the document, above 0 and at most 1; adds up to 1 over the set"
        }
      ],
      sort: ["location_set", "location"],
      source: `${dataset}.location_sets`
    }
  ];
}

const withheldColumns = [
  {name: "location", type: "SMALLINT", description: "id in locations"},
  {name: "code", type: "INTEGER", description: "id in codes; only codes that are candidates in links"}
] as const;

/** What only deals have: rounds that do not count as start-up funding, and what the disclosure rule withholds. */
const dealTables: TableSpec[] = [
  {
    ...datasetTables("deals")[0]!,
    name: "deals_other",
    description:
      "Counts of funding rounds whose type does not count as start-up funding (by default debt, grants, secondary, " +
      "post-IPO, private equity, coins), as in deals; the two tables share no round.",
    source: "(FROM deals.rows WHERE other)"
  },
  {
    name: "deals_withheld",
    dataset: "deals",
    description:
      "Where the disclosure rule withheld deals of a code, or their amounts, " +
      "so that a count of zero is unknown; no rows unless the deals come from a licensed source.",
    columns: withheldColumns,
    sort: ["location", "code"],
    source: "(FROM deals.withheld WHERE NOT other)"
  },
  {
    name: "deals_other_withheld",
    dataset: "deals",
    description: "The same for the rounds of deals_other.",
    columns: withheldColumns,
    sort: ["location", "code"],
    source: "(FROM deals.withheld WHERE other)"
  }
];

/** Every table that a build publishes. */
export const tables: readonly TableSpec[] = [...shared, ...datasets.flatMap(datasetTables), ...dealTables];
