import type {WantedColumn} from "../delimited.ts";
import type {Party} from "../source.ts";

/** What separates the fields of REGPAT's files, the usual mark first. */
export const delimiters = ["|", "\t"];

type Columns = Record<string, WantedColumn>;

const partyColumns = (party: Party): Columns => ({
  appln_id: {type: "BIGINT", names: ["appln_id"]},
  reg_code: {type: "VARCHAR", names: ["reg_code"]},
  ctry_code: {type: "VARCHAR", names: ["ctry_code"]},
  reg_share: {type: "DOUBLE", names: ["reg_share"], optional: true},
  party_share: {type: "DOUBLE", names: [party === "inventors" ? "inv_share" : "app_share"]}
});

/** Editions link the applications of the two offices by id or by number; either is enough on each side. */
export const linkColumns = {
  epo: {type: "BIGINT", names: ["appln_id", "epo_appln_id", "appln_id_epo"], optional: true},
  pct: {type: "BIGINT", names: ["pct_appln_id", "appln_id_pct", "internat_appln_id"], optional: true},
  epo_number: {type: "VARCHAR", names: ["app_nbr", "epo_nbr", "ep_nbr"], optional: true},
  pct_number: {type: "VARCHAR", names: ["pct_nbr", "pct_app_nbr", "wo_nbr"], optional: true}
} satisfies Columns;

/** The kinds of files that are read, each with its columns. A file is of the first kind whose columns it has. */
export const kinds = {
  inventors: partyColumns("inventors"),
  applicants: partyColumns("applicants"),
  ipc: {
    appln_id: {type: "BIGINT", names: ["appln_id"]},
    prio_year: {type: "VARCHAR", names: ["prio_year"]},
    app_year: {type: "VARCHAR", names: ["app_year"], optional: true},
    symbol: {type: "VARCHAR", names: ["ipc"]}
  },
  cpc: {
    appln_id: {type: "BIGINT", names: ["appln_id"]},
    symbol: {type: "VARCHAR", names: ["cpc_class", "cpc"]}
  },
  regions: {
    code: {type: "VARCHAR", names: ["reg_code"]},
    country: {type: "VARCHAR", names: ["ctry_code"], optional: true},
    above: {type: "VARCHAR", names: ["up_reg_code"]}
  }
} satisfies Record<string, Columns>;

export type Kind = keyof typeof kinds | "links";
