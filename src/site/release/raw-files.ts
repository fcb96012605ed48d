import {kinds as crunchbaseKinds} from "../../../data-loaders/sources/crunchbase/files.ts";
import {kinds as regpatKinds, linkColumns} from "../../../data-loaders/sources/regpat/columns.ts";

/** Columns by which a file of a source is known: it has at least so many of the names. */
interface Signature {
  what: string;
  least: number;
  names: readonly string[];
}

const namesOf = (...kinds: Readonly<Record<string, {names: readonly string[]}>>[]) =>
  kinds.flatMap((kind) => Object.values(kind).flatMap(({names}) => names));

/** Names of columns that other tables have, too. */
const common =
  /^(?:id|uuid|city|region|country|country_code|industries|categories|type|name|amount|date|location|ipc|cpc)$/;

const signatures: readonly Signature[] = [
  // Every record of REGPAT and PATSTAT has the id of an application.
  {what: "a file of OECD REGPAT or PATSTAT", least: 1, names: ["appln_id", "pct_appln_id", "epo_appln_id"]},
  {
    what: "a file of OECD REGPAT or PATSTAT",
    least: 2,
    names: [
      ...namesOf(...Object.values(regpatKinds), linkColumns).filter((name) => !common.test(name)),
      ...["ctry_code", "inv_share", "app_share", "inv_name", "app_name", "person_id", "pub_nbr", "prio_year"]
    ]
  },
  {
    what: "a file of works of OpenAlex",
    least: 2,
    names: [
      ...["work_id", "topics_json", "institution_ids", "authorships", "publication_year", "abstract_inverted_index"],
      ...[
        "referenced_works",
        "cited_by_count",
        "raw_affiliation_strings",
        "author_position",
        "corresponding_author_ids"
      ],
      ...["primary_topic", "is_paratext", "is_retracted", "is_xpac", "last_known_institutions", "counts_by_year"],
      ...["display_name_alternatives", "associated_institutions", "works_count"]
    ]
  },
  {
    what: "a file of Crunchbase",
    least: 2,
    names: [
      ...namesOf(...Object.values(crunchbaseKinds)).filter((name) => !common.test(name)),
      // What all files of the bulk export have, and further columns of exports.
      ...["cb_url", "permalink", "org_uuid", "org_name", "investor_uuid", "investor_name", "lead_investor_uuids"],
      ...["funding_round_uuid", "acquiree_uuid", "acquirer_uuid", "person_uuid", "featured_job_organization_uuid"],
      ...[
        "category_groups_list",
        "post_money_valuation_usd",
        "total_funding_usd",
        "num_funding_rounds",
        "investment_type"
      ],
      ...["money raised", "money raised currency", "pre-money valuation", "lead investors", "investor names"],
      ...["transaction name", "organization name", "funding type", "last funding date", "total funding amount"],
      ...[
        "total funding amount (in usd)",
        "organization description",
        "organization website",
        "number of funding rounds"
      ]
    ]
  }
];

const signatureNames = new Set(signatures.flatMap(({names}) => names));

/** What file of a source has these columns; undefined for any other table. */
export function rawKind(columns: Iterable<string>): string | undefined {
  const found = new Set<string>();
  for (const name of columns) {
    const plain = name.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
    if (signatureNames.has(plain)) found.add(plain);
  }
  return signatures.find(({least, names}) => new Set(names.filter((name) => found.has(name))).size >= least)?.what;
}

/** A longer line is looked at in part: no header has as many names. */
const longestHeader = 20_000;

/**
 * What file of a source a text is: by any of its lines that may be a header, or by the fields of its JSON objects.
 * @param lines how many lines may be a header
 */
export function rawText(text: string, lines = Infinity): string | undefined {
  const fields = new Set<string>();
  for (const [, name] of text.matchAll(/"([\w .()-]{1,60})"\s*:/g)) if (fields.size < 10_000) fields.add(name!);
  const kind = lines === Infinity ? rawKind(fields) : undefined;
  if (kind !== undefined) return kind;
  let from = 0;
  for (let line = 0; line < lines && from < text.length; ++line) {
    let end = from;
    while (end < text.length && text[end] !== "\n" && text[end] !== "\r") ++end;
    const header = text.slice(from, Math.min(end, from + longestHeader));
    if (/[a-z]/i.test(header)) {
      const names = header.split(/[,;\t|]/).map((name) => name.replace(/^[\s"'\ufeff]+|[\s"']+$/g, ""));
      const found = names.length > 1 ? rawKind(names) : undefined;
      if (found !== undefined) return found;
    }
    from = end + 1;
  }
  return undefined;
}

/** What file of a source a sheet of a workbook is, by the texts of its cells. */
export function rawSheet(xml: string): string | undefined {
  const cells: string[] = [];
  for (const [, text] of xml.matchAll(/<(?:\w+:)?t(?: [^>]*)?>([^<]{1,80})</g)) {
    cells.push(text!);
    if (cells.length >= 5000) break;
  }
  return rawKind(cells);
}
