import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {csvFormat} from "d3";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {parseAddress, crunchbase} from "../../../data-loaders/sources/crunchbase/crunchbase.ts";
import {dropped, readSource} from "../../support/extracts.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
let folders = 0;
const newFolder = (files: Record<string, string | Uint8Array>) => writeFiles(join(root, String(++folders)), files);

interface Round {
  url: number;
  company?: string;
  type?: string;
  amount?: string;
  date?: string;
  industries?: string;
  location?: string;
}

const leuven = "Leuven, Vlaams-Brabant, Belgium, Europe";
const round = (
  {
    url,
    company = `C${url}`,
    type = "Seed",
    amount = "1000000",
    date = "2022-03-01",
    industries = "Biotechnology, Health Care",
    location = leuven
  }: Round,
  money = "Money Raised (in USD)"
) => ({
  "Transaction Name": `Round ${url}`,
  "Transaction Name URL": `https://example.org/${url}`,
  "Organization Name": company,
  "Organization Name URL": `https://example.org/o/${company}`,
  "Funding Type": type,
  "Money Raised": amount,
  [money]: amount,
  "Announced Date": date,
  "Organization Industries": industries,
  "Organization Location": location
});
const rounds = (rows: Round[], money?: string) => csvFormat(rows.map((row) => round(row, money)));

test("a deal has a year, an amount in millions, industries and a place", async () => {
  const {documents, result} = await readSource(
    crunchbase,
    newFolder({
      "rounds.csv": rounds([
        {url: 1},
        {url: 2, amount: "", location: "New York, New York, United States, North America"}
      ])
    })
  );
  assert.deepEqual(documents, [
    {document: 1, year: 2022, amount: 1, codes: ["Biotechnology", "Health Care"], places: {BE24: 1}},
    {document: 2, year: 2022, amount: null, codes: ["Biotechnology", "Health Care"], places: {US: 1}}
  ]);
  assert.deepEqual(result.account.read, {"exported rounds": 2});
});

test("both generations of headers, a byte order mark and a comma in a name", async () => {
  const row = {url: 1, company: 'Acme, "Inc."'};
  for (const text of [
    rounds([row]),
    rounds([row], "Money Raised Currency (in USD)"),
    `\uFEFF${rounds([row])}`,
    rounds([row]).replaceAll("\n", "\r\n")
  ]) {
    const {documents} = await readSource(crunchbase, newFolder({"any name.csv": text}));
    assert.deepEqual(
      documents.map(({amount}) => amount),
      [1]
    );
  }
});

test("a round in several files counts once, and so does one under two names of a company", async () => {
  const {documents, result} = await readSource(
    crunchbase,
    newFolder({
      "a.csv": rounds([{url: 1}, {url: 2, company: "Twin A", amount: "5000000"}]),
      "b.csv": rounds([
        {url: 1},
        {url: 3, company: "Twin B", amount: "5,000,000", date: "2022-03-06"},
        {url: 4, company: "Other", amount: "5000000", date: "2022-06-01"}
      ])
    })
  );
  assert.deepEqual(
    documents.map(({amount}) => amount),
    [1, 5, 5]
  );
  assert.deepEqual(dropped(result), {duplicate: 2});
});

test("undisclosed amounts of two companies are no twins", async () => {
  const {documents} = await readSource(
    crunchbase,
    newFolder({
      "a.csv": rounds([
        {url: 1, amount: ""},
        {url: 2, amount: ""}
      ])
    })
  );
  assert.equal(documents.length, 2);
});

test("amounts with commas or a currency sign and dates in words are read", async () => {
  const {documents} = await readSource(
    crunchbase,
    newFolder({
      "a.csv": rounds([
        {url: 1, amount: "1,250,000"},
        {url: 2, amount: "$2500000", date: "Mar 5, 2021"},
        {url: 3, amount: "3e6", date: "03/05/2020"}
      ])
    })
  );
  assert.deepEqual(
    documents.map(({year, amount}) => [year, amount]),
    [
      [2022, 1.25],
      [2021, 2.5],
      [2020, 3]
    ]
  );
});

test("an amount or a date that is none stops the run and is named with its line", async () => {
  const folder = newFolder({"a.csv": rounds([{url: 1}, {url: 2, amount: "lots"}])});
  await assert.rejects(readSource(crunchbase, folder), (error: InputError) => {
    assert.match(
      error.describe(),
      /a\.csv:3:\d+: deals: 50 % of 2 rows are bad-amount .*the amount "lots" cannot be read/
    );
    return true;
  });
  const {documents} = await readSource(crunchbase, folder, {limits: {"bad-amount": 1}});
  assert.deepEqual(
    documents.map(({amount}) => amount),
    [1, null]
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"a.csv": rounds([{url: 1, date: "soon"}])})),
    /the date "soon" cannot be read/
  );
});

test("the bulk export is joined, with lists of either kind", async () => {
  for (const mark of [",", "|"]) {
    const {documents, result} = await readSource(
      crunchbase,
      newFolder({
        "organizations.csv": csvFormat([
          {
            uuid: "o1",
            name: "A",
            country_code: "BEL",
            region: "Oost-Vlaanderen",
            city: "Gent",
            category_list: ["Biotechnology", "Health Care"].join(mark)
          }
        ]),
        "funding_rounds.csv": csvFormat([
          {
            uuid: "r1",
            country_code: "",
            region: "",
            city: "",
            investment_type: "seed",
            announced_on: "2021-01-02",
            raised_amount_usd: "2000000",
            org_uuid: "o1"
          },
          {
            uuid: "r2",
            country_code: "USA",
            region: "MA",
            city: "Boston",
            investment_type: "seed",
            announced_on: "2021-02-02",
            raised_amount_usd: "",
            org_uuid: "o2"
          }
        ])
      })
    );
    assert.deepEqual(documents, [
      {document: 1, year: 2021, amount: 2, codes: ["Biotechnology", "Health Care"], places: {BE23: 1}},
      {document: 2, year: 2021, amount: null, codes: [], places: {US: 1}}
    ]);
    assert.deepEqual(result.account.read, {"bulk rounds": 2, "bulk organizations": 1});
  }
});

test("companies fill in what rounds leave out", async () => {
  const {documents} = await readSource(
    crunchbase,
    newFolder({
      "rounds.csv": rounds([{url: 1, company: "X", industries: "", location: ""}]),
      "companies.csv": csvFormat([
        {
          "Organization Name": "X",
          "Organization Name URL": "https://example.org/o/X",
          Categories: "Robotics",
          "Headquarters Location": "Hasselt, Limburg, Belgium"
        }
      ])
    })
  );
  assert.deepEqual(
    documents.map(({codes, places}) => [codes, places]),
    [[["Robotics"], {BE22: 1}]]
  );
});

test("blank amounts are undisclosed, blank dates are none", async () => {
  const {documents, result} = await readSource(
    crunchbase,
    newFolder({
      "a.csv": rounds([
        {url: 1, amount: "  "},
        {url: 2, date: "  "}
      ])
    }),
    {limits: {"no-year": 1}}
  );
  assert.deepEqual(
    documents.map(({document, amount}) => [document, amount]),
    [[1, null]]
  );
  assert.deepEqual(dropped(result), {"no-year": 1});
});

test("of a repeated round, and of a repeated company, the least of each value counts", async () => {
  const [ghent, hasselt] = ["Gent, Oost-Vlaanderen, Belgium, Europe", "Hasselt, Limburg, Belgium, Europe"];
  const versions: Round[] = [
    {url: 1, amount: "2000000", date: "2021-05-01", industries: "Robotics", location: ghent},
    {url: 1, amount: "1000000", date: "2020-05-01", industries: "Biotechnology", location: hasselt},
    {url: 1, amount: "3000000", date: "2022-05-01", industries: "Software", location: leuven}
  ];
  const company = (industries: string, place: string) => ({
    "Organization Name": "X",
    "Organization Name URL": "https://example.org/o/X",
    Categories: industries,
    "Headquarters Location": place
  });
  const {documents} = await readSource(
    crunchbase,
    newFolder({
      "a.csv": rounds([...versions, {url: 2, company: "X", industries: "", location: ""}]),
      "companies.csv": csvFormat([company("Software", leuven), company("Robotics", ghent), company("Sales", hasselt)])
    })
  );
  assert.deepEqual(documents, [
    {document: 1, year: 2020, amount: 1, codes: ["Biotechnology"], places: {BE23: 1}},
    {document: 2, year: 2022, amount: 1, codes: ["Robotics"], places: {BE23: 1}}
  ]);
});

test("parts of a place in the bulk export stand apart, and any but the country may be missing", () => {
  const separated = (...parts: string[]) => parseAddress(parts.join("\u001f"));
  assert.deepEqual(separated("Gent", "Oost-Vlaanderen", "BEL"), {
    city: "Gent",
    region: "Oost-Vlaanderen",
    country: "BEL"
  });
  assert.deepEqual(separated("", "MA", "USA"), {city: undefined, region: "MA", country: "USA"});
  assert.deepEqual(separated("Gent", "", "BEL"), {city: "Gent", region: undefined, country: "BEL"});
  assert.deepEqual(separated("Gent", "Oost-Vlaanderen", ""), {
    city: "Gent",
    region: "Oost-Vlaanderen",
    country: undefined
  });
});

test("places are split from the right", () => {
  assert.deepEqual(parseAddress("Leuven, Vlaams-Brabant, Belgium, Europe"), {
    city: "Leuven",
    region: "Vlaams-Brabant",
    country: "Belgium"
  });
  assert.deepEqual(parseAddress("Leuven, Vlaams-Brabant, Belgium"), {
    city: "Leuven",
    region: "Vlaams-Brabant",
    country: "Belgium"
  });
  assert.deepEqual(parseAddress("Singapore, Asia"), {city: undefined, region: undefined, country: "Singapore"});
  assert.deepEqual(parseAddress("Gent, Belgium, Europe"), {city: "Gent", region: undefined, country: "Belgium"});
});

test("a folder without rounds, and rounds without their URL, say what is missing", async () => {
  await assert.rejects(readSource(crunchbase, newFolder({"x.csv": "a,b\n1,2\n"})), /no funding rounds in 1 CSV files/);
  await assert.rejects(
    readSource(crunchbase, newFolder({"x.csv": "Transaction Name,Announced Date\nA,2020-01-01\n"})),
    /no column Transaction Name URL/
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"x.csv": rounds([{url: 1}]).replace("Announced Date", "Day")})),
    /no column announced date \(date\)/
  );
});
