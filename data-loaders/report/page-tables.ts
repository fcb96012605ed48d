import type {TableSpec} from "../warehouse/schema.ts";

/** A table that is computed for the SQL of pages, from a build and beside it. */
export type PageTableSpec = Omit<TableSpec, "dataset" | "source">;

/** The tables with what has been computed, so that a query need not compute it. */
export const pageTables = {
  indicators: {
    name: "indicators",
    description:
      "Every indicator under the published view: one row for each region that can be chosen, technology and lens.",
    columns: [
      {
        name: "region",
        type: "VARCHAR",
        description: "NUTS2 code, or NUTS1 code of a region with several NUTS2 regions"
      },
      {name: "region_name", type: "VARCHAR", description: "name of the region"},
      {name: "level", type: "VARCHAR", description: "nuts1 or nuts2"},
      {name: "technology", type: "TINYINT", description: "id in technologies"},
      {name: "name", type: "VARCHAR", description: "name of the technology"},
      {name: "slug", type: "VARCHAR", description: "its name for addresses"},
      {name: "technology_group", type: "VARCHAR", description: "one of five groups"},
      {name: "lens", type: "VARCHAR", description: "patents, publications or deals"},
      {name: "count", type: "DOUBLE", description: "documents; millions of US dollars for deals"},
      {name: "documents", type: "DOUBLE", description: "documents; for deals their number, disclosed or not"},
      {name: "share", type: "DOUBLE", description: "part of the region's count over all domains, 0 to 1"},
      {
        name: "benchmark_share",
        type: "DOUBLE",
        description: "the same part over the regions of the EU, the United Kingdom and EFTA together"
      },
      {
        name: "rca",
        type: "DOUBLE",
        description: "revealed comparative advantage, share over benchmark_share; 1 is the benchmark's share"
      },
      {name: "low", type: "DOUBLE", description: "lower limit of rca, 95 %"},
      {name: "high", type: "DOUBLE", description: "upper limit of rca, 95 %; null where there is none"},
      {
        name: "density",
        type: "DOUBLE",
        description: "relatedness density in the lens, 0 to 100; null without relatedness"
      },
      {
        name: "rank",
        type: "SMALLINT",
        description: "place of the region by rca among the NUTS2 regions of the benchmark, 1 the first"
      },
      {name: "complexity", type: "DOUBLE", description: "complexity of the technology, from patents, 0 to 100"},
      {
        name: "quadrant",
        type: "VARCHAR",
        description: "optimal, moonshot, incremental or cautious, from patents; null where a value is missing"
      }
    ],
    sort: ["region", "lens", "technology"]
  },
  claims: {
    name: "claims",
    description: "Every claim of the report with its verdict, for the report's own region under the published view.",
    columns: [
      {name: "id", type: "VARCHAR", description: "name for addresses, as on the page of claims"},
      {name: "section", type: "VARCHAR", description: "section of the report"},
      {name: "kind", type: "VARCHAR", description: "statement, number, placement or contradiction"},
      {name: "scope", type: "VARCHAR", description: "region where it makes sense for any region, else flanders"},
      {
        name: "technologies",
        type: "VARCHAR",
        description: "slugs of the technologies that it is about, with commas between"
      },
      {name: "text", type: "VARCHAR", description: "the claim in words"},
      {name: "verdict", type: "VARCHAR", description: "holds, fragile, fails or open"},
      {
        name: "share",
        type: "DOUBLE",
        description: "part of the alternatives that could tell under which it is true, 0 to 1; null where none could"
      },
      {name: "reason", type: "VARCHAR", description: "why it has its verdict"},
      {name: "published", type: "VARCHAR", description: "what the report prints, where it prints a value"},
      {name: "computed", type: "VARCHAR", description: "what the data give for it"}
    ],
    sort: ["section", "id"]
  }
} as const satisfies Record<string, PageTableSpec>;

export type PageTable = keyof typeof pageTables;
