import type {TableSpec} from "../warehouse/schema.ts";

/** A table for the SQL of pages, computed from a build and kept beside it. */
export type PageTableSpec = Omit<TableSpec, "dataset" | "source">;

/** Tables of computed values, which save queries from computing them. */
export const pageTables = {
  indicators: {
    name: "indicators",
    description: "Every indicator under the published view: one row for each selectable region, technology and lens.",
    columns: [
      {
        name: "region",
        type: "VARCHAR",
        description: "NUTS2 code, NUTS1 code of a region with several NUTS2 regions, or the country of a report on one"
      },
      {name: "region_name", type: "VARCHAR", description: "name of the region"},
      {name: "level", type: "VARCHAR", description: "nuts1, nuts2 or country"},
      {name: "technology", type: "TINYINT", description: "id in technologies"},
      {name: "name", type: "VARCHAR", description: "name of the technology"},
      {name: "slug", type: "VARCHAR", description: "name of the technology in addresses"},
      {name: "technology_group", type: "VARCHAR", description: "one of five groups"},
      {name: "lens", type: "VARCHAR", description: "patents, publications or deals"},
      {
        name: "count",
        type: "DOUBLE",
        description:
          "documents; millions of US dollars for deals; null, as all that follows from it, if unknown; " +
          "incomplete where missing is partly"
      },
      {name: "documents", type: "DOUBLE", description: "documents; for deals their number, disclosed or not"},
      {name: "share", type: "DOUBLE", description: "share of the region's count over all domains, 0 to 1"},
      {
        name: "benchmark_share",
        type: "DOUBLE",
        description:
          "the share in the regions of the EU, the United Kingdom and EFTA: in all together, or the mean of theirs, " +
          "by the benchmark that the report chooses"
      },
      {
        name: "rca",
        type: "DOUBLE",
        description: "revealed comparative advantage: share divided by benchmark_share"
      },
      {name: "low", type: "DOUBLE", description: "lower 95% limit of rca"},
      {name: "high", type: "DOUBLE", description: "upper 95% limit of rca; null without one"},
      {
        name: "density",
        type: "DOUBLE",
        description: "relatedness density in the lens, 0 to 100; null without relatedness"
      },
      {
        name: "rank",
        type: "SMALLINT",
        description:
          "rank of the region by rca among the NUTS2 regions of the benchmark with enough documents, from 1; " +
          "null if count is 0 or missing says why"
      },
      {name: "complexity", type: "DOUBLE", description: "complexity of the technology, from patents, 0 to 100"},
      {
        name: "quadrant",
        type: "VARCHAR",
        description:
          "optimal, moonshot, incremental or cautious, from patents; null if a value is missing, " +
          "or in a region with too few patents"
      },
      {
        name: "missing",
        type: "VARCHAR",
        description:
          "why numbers are null: withheld (not published, to protect single companies), " +
          "partly (count and documents leave some out for the same reason, and the rest is null), " +
          "totals (count and documents are complete, and the rest is null, since totals leave some out), " +
          "undisclosed (there are deals, but no amount is disclosed), " +
          "few (fewer documents in the lens than technologies: too few for ranks); else null"
      }
    ],
    sort: ["region", "lens", "technology"]
  },
  claims: {
    name: "claims",
    description: "Every claim of the report with its verdict, for its region under the published view.",
    columns: [
      {name: "id", type: "VARCHAR", description: "name in addresses, as on the page of claims"},
      {name: "section", type: "VARCHAR", description: "section of the report"},
      {name: "kind", type: "VARCHAR", description: "statement, number, placement or contradiction"},
      {name: "scope", type: "VARCHAR", description: "region if the claim applies to any region, else flanders"},
      {
        name: "technologies",
        type: "VARCHAR",
        description: "slugs of the technologies that it concerns, separated by commas"
      },
      {name: "text", type: "VARCHAR", description: "the claim in words"},
      {name: "verdict", type: "VARCHAR", description: "holds, fragile, fails or open"},
      {
        name: "share",
        type: "DOUBLE",
        description: "of the specifications that can decide it, the share in which it is true, 0 to 1; null if none can"
      },
      {name: "reason", type: "VARCHAR", description: "reason for the verdict"},
      {name: "published", type: "VARCHAR", description: "the value that the report prints, if any"},
      {name: "computed", type: "VARCHAR", description: "the value computed from the data"}
    ],
    sort: ["section", "id"]
  }
} as const satisfies Record<string, PageTableSpec>;

export type PageTable = keyof typeof pageTables;
