import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {csvFormat} from "d3";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {crunchbase} from "../../../data-loaders/sources/crunchbase/crunchbase.ts";
import {classOf, typesOfClass} from "../../../data-loaders/sources/crunchbase/types.ts";
import {type DealClass, dealClasses} from "../../../data-loaders/sources/source.ts";
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

test("each funding type in any spelling has one class, and the classes given count as start-up funding", async () => {
  const spellings = (type: string) => [type, type.toLowerCase().replaceAll(/[ -]+/g, "_"), ` ${type.toUpperCase()} `];
  const listed = (Object.entries(typesOfClass) as [DealClass, readonly string[]][]).flatMap(([name, types]) =>
    types.flatMap((type) => spellings(type).map((spelling) => ({name, spelling})))
  );
  for (const {name, spelling} of listed) assert.equal(classOf(spelling), name, spelling);
  const rows = listed.map(({spelling}, i) => ({url: i, type: spelling}));
  const text = rounds(rows);
  const {documents, result} = await readSource(crunchbase, newFolder({"rounds.csv": text}));
  const of = (name: DealClass) => 3 * typesOfClass[name].length;
  assert.equal(documents.length, of("equity"));
  assert.deepEqual(result.types, Object.fromEntries(dealClasses.map((name) => [name, of(name)])));
  const debts = await readSource(crunchbase, newFolder({"rounds.csv": text}), {dealTypes: ["debt", "grant"]});
  assert.equal(debts.documents.length, of("debt") + of("grant"));
  const all = await readSource(crunchbase, newFolder({"rounds.csv": text}), {dealTypes: dealClasses});
  assert.equal(all.documents.length, rows.length);
});

test("debt, post-IPO, secondary, coins, private equity, grants and assistance are apart from a seed round", async () => {
  const types = {
    Seed: 1,
    "Post-IPO Debt": 5000,
    Grant: 2,
    "Secondary Market": 90,
    "Initial Coin Offering": 70,
    "Private Equity": 300,
    "Non-equity Assistance": 0.000001,
    "Post-IPO Equity": 40
  };
  const folder = newFolder({
    "rounds.csv": rounds(
      Object.entries(types).map(([type, million], url) => ({
        url,
        type,
        amount: String(million * 1e6),
        industries: "Robotics"
      }))
    )
  });
  const {documents, result} = await readSource(crunchbase, folder);
  assert.deepEqual(
    documents.map(({amount, codes}) => [amount, codes]),
    [[1, ["Robotics"]]]
  );
  assert.deepEqual(result.types, {
    equity: 1,
    "private-equity": 1,
    grant: 1,
    secondary: 1,
    "post-ipo": 2,
    coin: 1,
    other: 1
  });
});

test("an unknown type is counted and apart, an empty one is apart, and a file without types is equity", async () => {
  const some = Array.from({length: 38}, (_, url) => ({url}));
  const read = async (types: string[], limits = {}) =>
    await readSource(
      crunchbase,
      newFolder({"rounds.csv": rounds([...some, ...types.map((type, i) => ({url: 50 + i, type}))])}),
      {limits}
    );
  const {documents, result} = await read(["Tulip Round", ""]);
  assert.equal(documents.length, 38);
  assert.deepEqual([result.types, dropped(result)], [{equity: 38, other: 2}, {"unknown-type": 1}]);
  await assert.rejects(read(["Tulip", "Lottery", "Raffle"]), (error: InputError) =>
    /7\.32% of 41 rows are unknown-type .*limit of 5%; the first: the funding type "Lottery" is in no class/.test(
      error.describe()
    )
  );
  assert.equal((await read(["Tulip", "Lottery", "Raffle"], {"unknown-type": 0.1})).documents.length, 38);
  const bare = csvFormat(some.map((row) => round(row)).map(({"Funding Type": type, ...others}) => others));
  const untyped = await readSource(crunchbase, newFolder({"bare.csv": bare}));
  assert.equal(untyped.documents.length, 38);
  assert.deepEqual(untyped.result.files.account().missing, [
    "no column of funding types in bare.csv: all of its rounds count as equity"
  ]);
  // Where another file has the type of a round, it counts.
  const both = await readSource(
    crunchbase,
    newFolder({
      "a.csv": bare,
      "b.csv": rounds([
        {url: 0, type: "Grant"},
        {url: 1, type: ""}
      ])
    })
  );
  assert.deepEqual(both.result.types, {equity: 36, grant: 1, other: 1});
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
      "a.csv": rounds([{url: 1}, {url: 2, company: "Acme Robotics", amount: "5000000"}]),
      "b.csv": rounds([
        {url: 1},
        {url: 3, company: "ACME Robotics NV", amount: "5,000,000", date: "2022-03-06"},
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

test("a cell with fifty thousand industries is counted, in time, and its deal left out", async () => {
  const list = Array.from({length: 50_000}, (_, i) => `Industry ${i}`).join(", ");
  const few = Array.from({length: 200}, (_, i) => `Industry ${i}`).join(", ");
  const folder = newFolder({"rounds.csv": rounds([{url: 1}, {url: 2, industries: few}, {url: 3, industries: list}])});
  const began = performance.now();
  const {documents, result} = await readSource(crunchbase, folder, {limits: {"too-many-codes": 0.5}});
  assert.ok(performance.now() - began < 20_000);
  assert.equal(documents.length, 2);
  assert.equal(dropped(result)["too-many-codes"], 1);
  await assert.rejects(readSource(crunchbase, folder), /too-many-codes|more than 200 industries/);
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
      /a\.csv:3:\d+: deals: 50% of 2 rows are bad-amount .*the amount "lots" cannot be read/
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

test("a folder without rounds, and rounds without their URL, say what is missing", async () => {
  await assert.rejects(
    readSource(crunchbase, newFolder({"x.csv": "a,b\n1,2\n"})),
    /no funding rounds; the folder holds x\.csv/
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"rounds.xlsx": "PK"})),
    /no funding rounds; the folder holds rounds\.xlsx \(a workbook; save it as CSV\)/
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"x.csv": rounds([{url: 1}]).replace("Transaction Name URL", "Link")})),
    /no column transaction name url/
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"x.csv": rounds([{url: 1}]).replaceAll(",", ";")})),
    /the fields are separated by ;, not by ,/
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"x.csv": rounds([{url: 1}]).replace("Announced Date", "Day")})),
    /no column announced date/
  );
});

test("a file is what its columns say; every other file is named and left alone", async () => {
  const company = (more: Record<string, string>) =>
    csvFormat([{"Organization Name": "C1", "Organization Name URL": "https://example.org/o/C1", ...more}]);
  const {documents, result} = await readSource(
    crunchbase,
    newFolder({
      "rounds.csv": rounds([{url: 1, industries: "", location: ""}]),
      "companies.csv": company({
        Industries: "Robotics",
        "Headquarters Location": "Leuven, Vlaams-Brabant, Belgium",
        "Transaction Name": "C1 acquired by Big",
        "Transaction Name URL": "https://example.org/acquisition/9",
        "Announced Date": "2024-01-01",
        "Price Currency (in USD)": "5000000"
      }),
      "acquisitions.csv":
        "Transaction Name,Transaction Name URL,Acquiree Name,Acquirer Name,Announced Date\nA,B,C,D,E\n",
      "investments.csv":
        "Investor Name,Transaction Name,Organization Name,Money Raised (in USD),Funding Type\nA,B,C,1,D\n",
      "jobs.csv": "uuid,org_uuid,org_name,title\nj1,o1,O1,CEO\n",
      "notes.csv": Buffer.from("\ufeffa,b", "utf16le")
    })
  );
  assert.deepEqual(
    documents.map(({codes, places}) => [codes, places]),
    [[["Robotics"], {BE24: 1}]]
  );
  assert.deepEqual(result.files.account().files, [
    {file: "acquisitions.csv", why: "none of the kinds of files that are read"},
    {file: "companies.csv", kind: "exported companies"},
    {file: "investments.csv", why: "none of the kinds of files that are read"},
    {file: "jobs.csv", why: "none of the kinds of files that are read"},
    {file: "notes.csv", why: "the file is UTF-16"},
    {file: "rounds.csv", kind: "exported rounds"}
  ]);
});

test("older bulk exports are read under their own names of columns", async () => {
  const uuid =
    "company_name,country_code,region,city,company_category_list,funding_round_type,announced_on,raised_amount_usd," +
    "company_uuid,funding_round_uuid\nOrgx,BEL,Gent,Gent,Hospitality|Mobile,venture,2018-11-01,3000000,u1,fr1\n";
  const permalink =
    "company_permalink,company_name,company_category_list,company_country_code,company_region,company_city," +
    "funding_round_permalink,funding_round_type,funded_at,raised_amount_usd\n" +
    "/organization/x,Orgx,Hospitality|Mobile,BEL,Gent,Gent,/funding-round/1,venture,2018-11-01,3000000\n";
  for (const text of [uuid, permalink])
    assert.deepEqual((await readSource(crunchbase, newFolder({"rounds.csv": text}))).documents, [
      {document: 1, year: 2018, amount: 3, codes: ["Hospitality", "Mobile"], places: {BE23: 1}}
    ]);
});

test("the region of an older bulk export is the nearest metropolis, and locates nothing", async () => {
  const places: [city: string, metropolis: string, country: string, location?: string][] = [
    ["Gent", "Brussels", "BEL", "BE23"],
    ["Turnhout", "Brussels", "BEL", "BE21"],
    ["Oxford", "London", "GBR", "UKJ1"],
    ["Brno", "Prague", "CZE", "CZ06"],
    ["Nosuchtown", "Brussels", "BEL"],
    ["", "Brussels", "BEL"]
  ];
  const folder = newFolder({
    "organizations.csv": csvFormat(
      places.map(([city, region, country_code], i) => ({
        company_name: `C${i}`,
        country_code,
        region,
        city,
        category_list: "Robotics",
        funding_total_usd: "1000000",
        uuid: `c${i}`
      }))
    ),
    "funding_rounds.csv": csvFormat(
      places.map(([city, region, country_code], i) => ({
        company_name: `C${i}`,
        // Every other round leaves its place to the file of companies.
        country_code: i % 2 === 0 ? country_code : "",
        region: i % 2 === 0 ? region : "",
        city: i % 2 === 0 ? city : "",
        funding_round_type: "seed",
        announced_on: "2016-03-01",
        raised_amount_usd: String(i + 1),
        company_uuid: `c${i}`,
        funding_round_uuid: `r${i}`
      }))
    )
  });
  const {documents, result} = await readSource(crunchbase, folder, {limits: {"unlocated-place": 1}});
  assert.deepEqual(
    documents.map(({codes, places}) => [codes, places]),
    places.map(([, , , location]) => [["Robotics"], location === undefined ? {} : {[location]: 1}])
  );
  assert.deepEqual(result.account.read, {
    "rounds of the older bulk export": places.length,
    "companies of the older bulk export": places.length
  });
});

test("rows about one investor are no rounds, though they have all columns of rounds", async () => {
  const rows = [1, 2].map((investor) => ({
    company_permalink: "/organization/x",
    company_name: "X",
    company_category_list: "Robotics",
    company_country_code: "BEL",
    company_city: "Gent",
    investor_permalink: `/organization/i${investor}`,
    funding_round_permalink: "/funding-round/1",
    funding_round_type: "venture",
    funded_at: "2016-03-01",
    raised_amount_usd: "1000000"
  }));
  const rounds = rows.slice(1).map(({investor_permalink: _, ...round}) => round);
  const files = {
    "category_groups.csv": "uuid,category_name,category_group_list\nu1,robotics,hardware\n",
    "investments.csv": csvFormat(rows)
  };
  const {documents, result} = await readSource(
    crunchbase,
    newFolder({
      ...files,
      "companies.csv": csvFormat([{...rows[0]!, category_list: "x"}]),
      "rounds.csv": csvFormat(rounds)
    })
  );
  assert.equal(documents.length, 1);
  assert.deepEqual(
    result.files.account().files.map(({file, kind, why}) => [file, kind ?? why]),
    [
      ["category_groups.csv", "industries: give it as --industries"],
      ["companies.csv", "none of the kinds of files that are read"],
      ["investments.csv", "none of the kinds of files that are read"],
      ["rounds.csv", "rounds of the older bulk export"]
    ]
  );
  await assert.rejects(
    readSource(crunchbase, newFolder(files)),
    /no funding rounds; the folder holds investments\.csv/
  );
});

test("older rounds without ids, and files that cannot be read, are named with what to do", async () => {
  const monthly =
    "company_permalink,company_name,company_country_code,funding_round_type,funded_at,raised_amount_usd\n" +
    "/company/x,X,USA,angel,2016-01-01,1\n";
  await assert.rejects(
    readSource(crunchbase, newFolder({"rounds.csv": monthly})),
    /no column funding_round_uuid or funding_round_permalink/
  );
  const dump =
    "id,funding_round_id,object_id,funded_at,funding_round_type,raised_amount_usd\n1,1,c:1,2016-01-01,angel,1\n";
  await assert.rejects(
    readSource(crunchbase, newFolder({"funding_rounds.csv": dump})),
    /no column funding_round_uuid or funding_round_permalink in the header: id, funding_round_id/
  );
  await assert.rejects(
    readSource(crunchbase, newFolder({"rounds.csv": monthly.replaceAll("\n", "\r"), "x.csv": ""})),
    /no funding rounds; rounds\.csv: its lines end with CR alone: save it with LF or CRLF; x\.csv: the file is empty/
  );
});

test("an amount that could be another is none, whatever the number of such rows", async () => {
  const read = async (amount: string) => {
    const folder = newFolder({"a.csv": rounds([{url: 1}, {url: 2, amount}])});
    return (await readSource(crunchbase, folder)).documents[1]!.amount;
  };
  for (const [text, amount] of [
    ["1,250,000.50", 1.2500005],
    ["850000.0", 0.85],
    ["US$ 850,000", 0.85],
    ["USD 850000", 0.85],
    ["2.5e6", 2.5],
    ["0", 0]
  ] as const)
    assert.equal(await read(text), amount, text);
  const unclear = ["850.000", "1.250,00", "850.000,00", "12,5", "1,25", "1,25,00,000", "€850.000", "1e6.5", "(5)"];
  const foreignSigns = ["850.000", "1.250,00", "850.000,00", "12,5", "1,25", "€850.000"];
  const none = [
    "NaN",
    "inf",
    "-5",
    "1e40",
    "€5",
    "5 M",
    "850k",
    "1 250 000",
    "1\u00a0250",
    "٨٥",
    "=5",
    "n/a",
    "—",
    "1-5"
  ];
  for (const wrong of [...unclear, ...none])
    await assert.rejects(
      read(wrong),
      (error: InputError) =>
        /bad-amount/.test(error.message) &&
        error.message.includes(`the amount "${wrong}" cannot be read`) &&
        error.advice.includes("--limit") === !foreignSigns.includes(wrong),
      wrong
    );
});

test("a date is read in its declared forms and never put into another century", async () => {
  const read = async (date: string) => {
    const folder = newFolder({"a.csv": rounds([{url: 1, date}])});
    const {documents, result} = await readSource(crunchbase, folder);
    return [documents[0]?.year, result.edition];
  };
  const zone = "2022-03-01T23:30:00.000-05:00";
  for (const date of ["2022-03-01", "2022-03-01 00:00", zone, "MAR 1, 2022", "March 1, 2022", "3/1/2022"])
    assert.deepEqual(await read(date), [2022, "rounds announced until 2022-03"], date);
  assert.deepEqual(await read("2022"), [2022, "rounds announced until 2022-01"]);
  const unclear = ["2/3/23", "23-02-03", "3 Feb 2022", "2022/03/01", "31/12/2022", "1.3.2022", "20220301"];
  const none = ["0000", "0000-00-00", "0001-01-01", "9999-12-31", "9999", "2022-02-30", "2022-3-1 x", "2022-03-01 x"];
  for (const wrong of [...unclear, ...none, "2022-13-01", "Q1 2022", "Mars 1, 2022", "44621", "٢٠٢٢-٠٣-٠١"])
    await assert.rejects(read(wrong), /bad-date/, wrong);
});

test("the edition ends with the month of the last round that is kept", async () => {
  const {result} = await readSource(
    crunchbase,
    newFolder({
      "a.csv": rounds([
        {url: 1, date: "2031-01-01"},
        {url: 2, date: "2023-01-01"}
      ])
    })
  );
  assert.equal(result.edition, "rounds announced until 2023-01");
});

test("the companies of an accelerator are no twins; one company under two spellings is", async () => {
  const kept = async (...companies: string[]) => {
    const rows = companies.map((company, i) => ({url: i + 1, company, type: "Pre-Seed", amount: "100000"}));
    return (await readSource(crunchbase, newFolder({"a.csv": rounds(rows)}))).documents.length;
  };
  const cohort = [
    "Startup A",
    "Startup B",
    "Startup C",
    "Robot 12",
    "Robot 13",
    "Blue Fox",
    "Blue Wolf",
    "Aerial",
    "Aero"
  ];
  assert.equal(await kept(...cohort), cohort.length);
  for (const pair of [
    ["Acme Robotics", "Acme Robotics NV"],
    ["Acme Robotics", "ACME-Robotics, Inc."],
    ["Café Électrique", "Cafe Electrique"],
    ["Deep Mind", "DeepMind"]
  ])
    assert.equal(await kept(...pair), 1, pair.join(", "));
});

test("twins have one type in any spelling, or no type at all", async () => {
  const kept = async (...types: string[]) => {
    const rows = types.map((type, i) => ({url: i + 1, company: "Acme", type}));
    const bare = rows.map((row) => round(row)).map(({"Funding Type": type, ...others}) => others);
    const files = {"a.csv": types.every((type) => type === "none") ? csvFormat(bare) : rounds(rows)};
    return (await readSource(crunchbase, newFolder(files), {dealTypes: dealClasses})).documents.length;
  };
  for (const pair of [
    ["Pre-Seed", "pre_seed"],
    ["Grant", " GRANT "],
    ["", ""],
    ["none", "none"]
  ])
    assert.equal(await kept(...pair), 1, pair.join(", "));
  assert.equal(await kept("Seed", "Pre-Seed", "Grant"), 3);
});

test("the address of a company may have several spellings, and rounds without their company are counted", async () => {
  const companies = (url: string) =>
    csvFormat([
      {"Organization Name URL": url, Industries: "Robotics", "Headquarters Location": "Leuven, Vlaams-Brabant, Belgium"}
    ]);
  const read = async (url: string, rows: Round[], limits = {}) =>
    await readSource(crunchbase, newFolder({"a.csv": rounds(rows), "companies.csv": companies(url)}), {limits});
  for (const url of ["https://example.org/o/C1", "http://www.example.org/o/c1/", "https://EXAMPLE.org/o/C1?x=1"]) {
    const {documents, result} = await read(url, [{url: 1, industries: "", location: ""}]);
    assert.deepEqual(documents[0]!.codes, ["Robotics"], url);
    assert.deepEqual(dropped(result), {});
  }
  const rows = [{url: 1}, {url: 2, location: ""}];
  const {result} = await read("https://example.org/o/C1", rows);
  assert.deepEqual(dropped(result), {"unknown-company": 1});
  await assert.rejects(read("https://example.org/o/C1", [{url: 2, location: ""}]), /unknown-company/);
});
