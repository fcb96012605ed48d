import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {readRegionList} from "../../../data-loaders/sources/regpat/region-list.ts";
import {regpat} from "../../../data-loaders/sources/regpat/regpat.ts";
import {dropped, readSource} from "../../support/extracts.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
let editions = 0;

const inventorHeader = [
  "appln_id",
  "app_nbr",
  "person_id",
  "inv_name",
  "address",
  "reg_code",
  "ctry_code",
  "reg_share",
  "inv_share"
];

interface Edition {
  delimiter?: string;
  header?: string[];
  inventors?: unknown[][];
  pctInventors?: unknown[][];
  ipc?: unknown[][];
  pctIpc?: unknown[][];
  cpc?: unknown[][];
  same?: unknown[][];
  change?: (files: Record<string, string | Uint8Array>) => void;
}

/** Writes an edition; rows of inventors are [application, region, country, region share, inventor share]. */
function edition({
  delimiter = "|",
  header = inventorHeader,
  inventors = [],
  pctInventors,
  ipc = [],
  pctIpc,
  cpc,
  same,
  change
}: Edition): string {
  const table = (names: string[], rows: unknown[][]) =>
    `${[names, ...rows].map((row) => row.join(delimiter)).join("\r\n")}\r\n`;
  const people = (rows: unknown[][]) =>
    table(
      header,
      rows.map(([id, region, country, share, part], i) => [
        id,
        `EP${id}`,
        i,
        `NAME ${i}`,
        `STREET ${i}`,
        region,
        country,
        share,
        part
      ])
    );
  const files: Record<string, string | Uint8Array> = {
    "202401_EPO_Inv_reg.txt": people(inventors),
    "202401_EPO_IPC.txt": table(["appln_id", "prio_year", "app_year", "IPC"], ipc)
  };
  if (pctInventors) files["202401_PCT_Inv_reg.txt"] = people(pctInventors);
  if (pctIpc) files["202401_PCT_IPC.txt"] = table(["Appln_id", "Prio_Year", "App_Year", "IPC"], pctIpc);
  if (cpc) files["202401_CPC_Classes.txt"] = table(["appln_id", "CPC_Class"], cpc);
  if (same)
    files["202401_EPO_PCT.txt"] = table(
      ["appln_id", "app_nbr", "pct_appln_id", "pct_nbr"],
      same.map(([epo, pct]) => [epo, `EP${epo}`, pct, `WO${pct}`])
    );
  change?.(files);
  return writeFiles(join(root, String(++editions)), files);
}

const all = {
  "unclassified-region": 1,
  "unknown-region": 1,
  "share-sum": 1,
  "malformed-code": 1,
  "unreadable-row": 1,
  "no-year": 1
};

test("a patent has its earliest priority year, its main groups and its inventors' regions", async () => {
  const {documents, result} = await readSource(
    regpat,
    edition({
      inventors: [
        [1, "BE211", "BE", 1, 0.5],
        [1, "BE242", "BE", 1, 0.5]
      ],
      ipc: [
        [1, 2021, 2022, "H01L  21/02"],
        [1, 2020, 2022, "H01L  21/10"]
      ],
      cpc: [
        [1, "H01L  21/02"],
        [1, "H01L21/033"],
        [1, "A61K   9/127"],
        [1, "Y10T  74/20"]
      ]
    })
  );
  assert.deepEqual(documents, [
    {document: 1, year: 2020, amount: null, codes: ["A61K9", "H01L21"], places: {BE21: 0.5, BE24: 0.5}}
  ]);
  assert.deepEqual(result.account.read, {"IPC rows": 2, inventors: 2, "CPC rows": 4});
  assert.deepEqual(dropped(result), {"excluded-code": 1});
});

test("both generations of headers, TAB and gzip give the same", async () => {
  const content: Edition = {
    inventors: [[1, "NL414", "NL", 1, 1]],
    ipc: [[1, 2021, 2022, "G06N   3/02"]],
    cpc: [[1, "G06N   3/02"]]
  };
  const expected = (await readSource(regpat, edition(content))).documents;
  assert.equal(expected.length, 1);
  const variants: Edition[] = [
    {...content, header: inventorHeader.map((name) => name.replace(/^./, (letter) => letter.toUpperCase()))},
    {...content, delimiter: "\t"},
    {...content, header: inventorHeader.map((name) => name.toUpperCase())},
    {
      ...content,
      change: (files) => {
        files["202401_CPC_Classes.txt.gz"] = gzipSync(files["202401_CPC_Classes.txt"]!);
        delete files["202401_CPC_Classes.txt"];
      }
    }
  ];
  for (const variant of variants) assert.deepEqual((await readSource(regpat, edition(variant))).documents, expected);
});

test("an application at both offices counts once, with the EPO's inventors and the codes of both", async () => {
  const {documents} = await readSource(
    regpat,
    edition({
      inventors: [[1, "BE211", "BE", 1, 1]],
      pctInventors: [
        [51, "BE211", "BE", 1, 0.5],
        [51, "DE212", "DE", 1, 0.5],
        [52, "FR101", "FR", 1, 1]
      ],
      ipc: [[1, 2021, 2022, "A01B   1/00"]],
      pctIpc: [
        [51, 2020, 2021, "A01B   1/00"],
        [52, 2021, 2021, "A01B   3/00"]
      ],
      cpc: [
        [1, "C12N  15/00"],
        [51, "A61K  48/00"],
        [52, "A61K  48/00"]
      ],
      same: [[1, 51]]
    })
  );
  assert.deepEqual(documents, [
    {document: 1, year: 2020, amount: null, codes: ["A61K48", "C12N15"], places: {BE21: 1}},
    {document: 52, year: 2021, amount: null, codes: ["A61K48"], places: {FR10: 1}}
  ]);
});

test("the offices may be linked by number alone", async () => {
  const content: Edition = {
    inventors: [[1, "BE211", "BE", 1, 1]],
    pctInventors: [[51, "BE211", "BE", 1, 1]],
    ipc: [[1, 2021, 2022, "A01B   1/00"]],
    pctIpc: [[51, 2020, 2021, "A01B   1/00"]]
  };
  const linked = (links: string) =>
    readSource(
      regpat,
      edition({
        ...content,
        change: (files) => {
          files["202401_EPO_PCT.txt"] = links;
          files["202401_PCT_Inv_reg.txt"] = String(files["202401_PCT_Inv_reg.txt"])
            .replace("app_nbr", "pct_nbr")
            .replace("EP51", "WO51");
        }
      })
    );
  for (const links of ["appln_id|pct_nbr\r\n1|WO51\r\n", "app_nbr|pct_nbr\r\nEP1|WO51\r\n"]) {
    const {documents} = await linked(links);
    assert.deepEqual(
      documents.map(({document, year}) => [document, year]),
      [[1, 2020]]
    );
  }
  await assert.rejects(
    linked("appln_id|other\r\n1|x\r\n"),
    /no column for the PCT application in the header: appln_id, other/
  );
});

test("where the EPO gives no usable address that of the PCT counts", async () => {
  const {documents} = await readSource(
    regpat,
    edition({
      inventors: [[1, "BEZZZ", "BE", 1, 1]],
      pctInventors: [[51, "SE110", "SE", 1, 1]],
      ipc: [[1, 2021, 2022, "A01B   1/00"]],
      pctIpc: [[51, 2021, 2021, "A01B   1/00"]],
      same: [[1, 51]]
    }),
    {limits: all}
  );
  assert.deepEqual(
    documents.map(({places}) => places),
    [{SE11: 1}]
  );
});

test("IPC codes stand in only where there are no CPC codes", async () => {
  const {documents} = await readSource(
    regpat,
    edition({
      inventors: [
        [1, "BE211", "BE", 1, 1],
        [2, "BE211", "BE", 1, 1]
      ],
      ipc: [
        [1, 2021, 2022, "A01B   1/00"],
        [2, 2021, 2022, "A01B   3/00"]
      ],
      cpc: [[1, "C12N  15/00"]]
    })
  );
  assert.deepEqual(
    documents.map(({codes}) => codes),
    [["C12N15"], ["A01B3"]]
  );
});

test("an edition without CPC file goes by IPC", async () => {
  const {documents} = await readSource(
    regpat,
    edition({inventors: [[1, "BE211", "BE", 1, 1]], ipc: [[1, 2021, 2022, "H04W  12/06"]]})
  );
  assert.deepEqual(
    documents.map(({codes}) => codes),
    [["H04W12"]]
  );
});

test("older, wrong, Greek, British and other codes lead to their regions", async () => {
  const cases: [region: string, country: string, location: string][] = [
    ["UKI11", "GB", "UKI3"],
    ["UKI12", "GB", "UKI4"],
    ["UKI21", "GB", "UKI5"],
    ["UKJ23", "GB", "UKJ2"],
    ["GR300", "GR", "EL30"],
    ["EL303", "GR", "EL30"],
    ["FR714", "FR", "FRK2"],
    ["LT00A", "LT", "LT01"],
    ["IE021", "IE", "IE06"],
    ["HU101", "HU", "HU11"],
    ["PL127", "PL", "PL91"],
    ["HR041", "HR", "HR05"],
    ["LIZZZ", "LI", "LI00"],
    ["IS011", "IS", "IS00"],
    ["US06075", "US", "US"],
    ["JPC13", "JP", "JP"],
    ["", "TW", "TW"],
    ["UKM25", "GB", "UKM7"]
  ];
  const {documents} = await readSource(
    regpat,
    edition({
      inventors: cases.map(([region, country], i) => [i + 1, region, country, 1, 1]),
      ipc: cases.map((_, i) => [i + 1, 2021, 2022, "A01B   1/00"])
    })
  );
  assert.deepEqual(
    documents.map(({places}) => Object.keys(places)[0]),
    cases.map(([, , location]) => location)
  );
});

test("shares of an address in two regions are kept, repeated ones add up", async () => {
  const {documents} = await readSource(
    regpat,
    edition({
      inventors: [
        [1, "BE211", "BE", 0.5, 0.5],
        [1, "BE212", "BE", 0.5, 0.5],
        [1, "DE212", "DE", 1, 0.5]
      ],
      ipc: [[1, 2021, 2022, "A01B   1/00"]]
    })
  );
  assert.deepEqual(documents[0]!.places, {BE21: 0.5, DE21: 0.5});
});

test("years outside those asked for are left out and counted", async () => {
  const {documents, result} = await readSource(
    regpat,
    edition({
      inventors: [
        [1, "BE211", "BE", 1, 1],
        [2, "BE211", "BE", 1, 1]
      ],
      ipc: [
        [1, 1999, 2000, "A01B   1/00"],
        [2, 2021, 2022, "A01B   1/00"]
      ]
    }),
    {years: [2016, 2025]}
  );
  assert.deepEqual(
    documents.map(({document}) => document),
    [2]
  );
  assert.deepEqual(dropped(result), {"outside-years": 1});
});

test("too many unclassified or unknown regions stop the run at the first such row", async () => {
  const inventors = [
    [1, "BE211", "BE", 1, 1],
    [2, "BEZZZ", "BE", 1, 1],
    [3, "QQ123", "QQ", 1, 1]
  ];
  const ipc = inventors.map(([id]) => [id, 2021, 2022, "A01B   1/00"]);
  await assert.rejects(readSource(regpat, edition({inventors, ipc})), (error: InputError) => {
    assert.match(error.describe(), /EPO_Inv_reg\.txt:3:\d+: patents: 33\.3% of 3 rows are unclassified-region/);
    return true;
  });
  await assert.rejects(
    readSource(regpat, edition({inventors, ipc}), {limits: {"unclassified-region": 0.5}}),
    (error: InputError) => {
      assert.match(error.describe(), /EPO_Inv_reg\.txt:4:\d+: .*unknown-region.*reg_code "QQ123", ctry_code "QQ"/);
      return true;
    }
  );
  const {result} = await readSource(regpat, edition({inventors, ipc}), {limits: all});
  assert.deepEqual(dropped(result), {"unclassified-region": 1, "unknown-region": 1});
});

test("an address in no country of today has its own reason", async () => {
  const inventors = [
    [1, "BE211", "BE", 1, 1],
    [2, "", "SU", 1, 1],
    [3, "", "EP", 1, 1]
  ];
  const ipc = inventors.map(([id]) => [id, 2021, 2022, "A01B   1/00"]);
  await assert.rejects(readSource(regpat, edition({inventors, ipc})), /33\.3% of 3 rows are former-country/);
  const {result} = await readSource(regpat, edition({inventors, ipc}), {
    limits: {"former-country": 1, "no-country": 1}
  });
  assert.deepEqual(dropped(result), {"former-country": 1, "no-country": 1});
});

test("REGPAT's own list of regions is read, and what disagrees is said", async () => {
  const list = (...rows: string[]) =>
    ["ctry_code|reg_code|reg_label|up_reg_code|up_reg_label", ...rows, ""].join("\r\n");
  const read = async (regions: string) => {
    const folder = edition({
      inventors: [[1, "PT1D3", "PT", 1, 1]],
      ipc: [[1, 2021, 2022, "A01B   1/00"]],
      change: (files) => (files["202401_REGPAT_REGIONS.txt"] = regions)
    });
    const {result} = await readSource(regpat, folder);
    return result.files.account().files.find(({file}) => file.endsWith("REGIONS.txt"))?.kind;
  };
  assert.equal(
    await read(list("BE|BE211|Antwerpen|BE21|Antwerpen", "US|US06|California|US|United States")),
    "regions: all 2 codes agree with data/regions"
  );
  assert.equal(
    await read(list("PT|PT1D3|Leziria do Tejo|PT1D|Oeste e Vale do Tejo", "BE|BE991|Nowhere|BE99|Nowhere")),
    "regions: 2 codes; disagree because NUTS 2021 divides the region above: 1 (PT1D3 lies in PT18, and PT1D above it " +
      "in PT16); unknown there: 1 (BE991)"
  );
});

test("a code that REGPAT puts into another region is said", async () => {
  const folder = edition({
    inventors: [[1, "BE211", "BE", 1, 1]],
    ipc: [[1, 2021, 2022, "A01B   1/00"]],
    change: (files) =>
      (files["202401_REGPAT_REGIONS.txt"] =
        "ctry_code|reg_code|reg_label|up_reg_code|up_reg_label\nBE|BE242|Leuven|BE23|Oost-Vlaanderen\n")
  });
  const {result} = await readSource(regpat, folder);
  assert.equal(
    result.files.account().files.find(({file}) => file.endsWith("REGIONS.txt"))?.kind,
    "regions: 1 codes; disagree with data/regions: 1 (BE242 lies in BE24, and BE23 above it in BE23)"
  );
});

test("shares that do not sum to one are named", async () => {
  const folder = edition({
    inventors: [
      [7, "BE211", "BE", 1, 0.5],
      [7, "BE211", "BE", 1, 0.3]
    ],
    ipc: [[7, 2021, 2022, "A01B   1/00"]]
  });
  await assert.rejects(readSource(regpat, folder), (error: InputError) => {
    assert.match(error.describe(), /EPO_Inv_reg\.txt:2:1: .*share-sum.*the shares of application 7 sum to 0\.8/);
    return true;
  });
});

test("codes that are none stop the run when there are many", async () => {
  const folder = edition({
    inventors: [[1, "BE211", "BE", 1, 1]],
    ipc: [[1, 2021, 2022, "A01B   1/00"]],
    cpc: [
      [1, "nonsense"],
      [1, "H01L"],
      [1, "H01L  21/02"]
    ]
  });
  await assert.rejects(readSource(regpat, folder), (error: InputError) => {
    assert.match(
      error.describe(),
      /CPC_Classes\.txt:[23]:3: .*66\.7% of 3 rows are malformed-code.*"(nonsense|H01L)" is no symbol/
    );
    return true;
  });
  const {documents} = await readSource(regpat, folder, {limits: all});
  assert.deepEqual(documents[0]!.codes, ["H01L21"]);
});

test("missing files, mixed editions, a missing column and a truncated gzip say so before anything is read", async () => {
  const content: Edition = {
    inventors: [[1, "BE211", "BE", 1, 1]],
    ipc: [[1, 2021, 2022, "A01B   1/00"]],
    cpc: [[1, "H01L  21/02"]]
  };
  const broken = (change: Edition["change"]) => readSource(regpat, edition({...content, change}));
  await assert.rejects(
    broken((files) => delete files["202401_EPO_Inv_reg.txt"]),
    /no file of inventors: YYYYMM_EPO_Inv_reg\.txt/
  );
  await assert.rejects(
    broken((files) => delete files["202401_EPO_IPC.txt"]),
    /no file YYYYMM_EPO_IPC\.txt/
  );
  await assert.rejects(
    broken((files) => (files["202308_PCT_IPC.txt"] = files["202401_EPO_IPC.txt"]!)),
    /files of several editions: 202308, 202401/
  );
  await assert.rejects(
    broken((files) => (files["202401_CPC_Classes.txt"] = "appln_id|other\r\n1|x\r\n")),
    /no column cpc_class or cpc/
  );
  await assert.rejects(
    broken((files) => {
      const rows = Array.from({length: 20000}, (_, i) => `${i}|H01L  21/0${i % 9}`);
      const whole = gzipSync(["appln_id|CPC_Class", ...rows].join("\n"));
      files["202401_CPC_Classes.txt.gz"] = whole.subarray(0, whole.length >> 1);
      delete files["202401_CPC_Classes.txt"];
    }),
    /the gzip file is truncated or damaged/
  );
  await assert.rejects(readSource(regpat, join(root, "nowhere")), /folder not found/);
});

test("names of files may be written in either case", async () => {
  const folder = edition({
    inventors: [[1, "BE211", "BE", 1, 1]],
    pctInventors: [[51, "BE211", "BE", 1, 1]],
    ipc: [[1, 2021, 2022, "A01B   1/00"]],
    pctIpc: [[51, 2020, 2021, "A01B   1/00"]],
    cpc: [[1, "H01L  21/02"]],
    same: [[1, 51]],
    change: (files) => {
      for (const [name, content] of Object.entries(files)) {
        delete files[name];
        files[name.toLowerCase()] = content;
      }
    }
  });
  const {documents, result} = await readSource(regpat, folder);
  assert.deepEqual(documents, [{document: 1, year: 2020, amount: null, codes: ["H01L21"], places: {BE21: 1}}]);
  assert.deepEqual(result.account.read, {"IPC rows": 2, "EPO-PCT links": 1, inventors: 2, "CPC rows": 1});
});

test("the account tells how many addresses were placed, and by what", async () => {
  const inventors = [
    [1, "BE211", "BE", 1, 1],
    [2, "BE211", "BE", 1, 1],
    [3, "BEZZZ", "BE", 1, 1],
    [4, "QQ123", "QQ", 1, 1]
  ];
  const ipc = inventors.map(([id]) => [id, 2021, 2022, "A01B   1/00"]);
  const {result} = await readSource(regpat, edition({inventors, ipc}), {limits: all});
  assert.deepEqual(Object.values(result.account.located), [2]);
});

test("applicants may place a patent instead", async () => {
  const folder = edition({
    inventors: [[1, "BE211", "BE", 1, 1]],
    ipc: [[1, 2021, 2022, "A01B   1/00"]],
    change: (files) =>
      (files["202401_EPO_App_reg.txt"] =
        "appln_id|app_name|address|reg_code|ctry_code|reg_share|app_share\r\n1|X|Y|DE212|DE|1|1\r\n")
  });
  const {documents} = await readSource(regpat, folder, {locatePatentsBy: "applicants"});
  assert.deepEqual(documents[0]!.places, {DE21: 1});
});

const people = "appln_id|app_nbr|reg_code|ctry_code|reg_share|inv_share\n1|EP1|BE241|BE|1|1\n2|EP2|BE241|BE|1|1\n";
const ipcOf = (...rows: string[]) => `appln_id|prio_year|app_year|IPC\n${rows.join("\n")}\n`;
const bothYears = ipcOf("1|2021|2022|H01L  21/02", "2|2021|2022|H01L  21/02");
const classes = "appln_id|CPC_Class\n1|G06N   3/02\n2|G06N   3/02\n";
const folderOf = (files: Record<string, string | Uint8Array>) => writeFiles(join(root, String(++editions)), files);

test("a file is what its columns say, whatever its name; every other file is named", async () => {
  const folder = folderOf({
    "202505_EPO_Inv_reg.txt": people,
    "copy/202505_EPO_Inv_reg_2.txt": people,
    "202505_EPO_IPC.txt": bothYears,
    "202505_CPC_Class_Y.txt": classes,
    "202505_EPO_App_reg.txt": people.replace("inv_share", "app_share"),
    "202505_CIT.txt": "citing|cited\n1|2\n",
    "notes.txt": Buffer.from("\ufeffnotes", "utf16le"),
    "readme.pdf": "%PDF",
    "202505_CPC_Classes.7z": "7z"
  });
  const {documents, result} = await readSource(regpat, folder);
  assert.deepEqual(
    documents.map(({codes}) => codes),
    [["G06N3"], ["G06N3"]]
  );
  assert.deepEqual(result.files.account(), {
    files: [
      {file: "202505_CIT.txt", why: "none of the kinds of files that are read"},
      {file: "202505_CPC_Class_Y.txt", kind: "CPC codes"},
      {file: "202505_CPC_Classes.7z", why: "packed; unpack it unless its files are those that are read"},
      {file: "202505_EPO_App_reg.txt", why: "applicants, while inventors locate patents"},
      {file: "202505_EPO_IPC.txt", kind: "years and IPC codes (EPO)"},
      {file: "202505_EPO_Inv_reg.txt", kind: "inventors (EPO)"},
      {file: "copy/202505_EPO_Inv_reg_2.txt", why: "the same as 202505_EPO_Inv_reg.txt"},
      {file: "notes.txt", why: "the file is UTF-16"},
      {file: "readme.pdf", why: "none of the kinds of files that are read"}
    ],
    missing: ["no file EPO_PCT: an application at both offices counts twice"]
  });
});

test("edition and office are read from a name with other marks, and every list of regions is compared", async () => {
  const list = (code: string) => `ctry_code|reg_code|reg_label|up_reg_code|up_reg_label\nBE|${code}|x|BE24|x\n`;
  const {result} = await readSource(
    regpat,
    folderOf({
      "REGPAT 202505.EPO.Inv.txt": people,
      "202505-epo-ipc.v2.csv": bothYears,
      "Deposits.202505.CPC.TXT": classes,
      "REGPAT_REGIONS.txt": list("BE241"),
      "b/REGPAT_Regions.txt": list("BE991")
    })
  );
  assert.equal(result.edition, "202505");
  assert.deepEqual(
    result.files.account().files.map(({kind}) => kind),
    [
      "years and IPC codes (EPO)",
      "CPC codes",
      "inventors (EPO)",
      "regions: all 1 codes agree with data/regions",
      "regions: 1 codes; unknown there: 1 (BE991)"
    ]
  );
});

test("what an edition lacks is said with its consequence", async () => {
  const withoutClasses = {"202505_EPO_Inv_reg.txt": people, "202505_EPO_IPC.txt": bothYears};
  const {result} = await readSource(regpat, folderOf({...withoutClasses, "202505_CPC_Classes.zip": "PK"}));
  assert.ok(result.files.account().missing.some((what) => /no file of CPC codes .*: IPC codes stand in/.test(what)));
  const refused = async (files: Record<string, string>, message: RegExp) =>
    await assert.rejects(readSource(regpat, folderOf(files)), message);
  await refused({"REGPAT_202505.zip": "PK"}, /no file of inventors: .*; the folder holds REGPAT_202505\.zip \(packed/);
  await refused(
    {"tls201_part01.csv": "appln_id,appln_auth\n1,EP\n", "tls206_part01.csv": "person_id,nuts\n1,BE241\n"},
    /no file of inventors: .*; the folder holds tls201_part01\.csv, tls206_part01\.csv/
  );
  await refused(
    {...withoutClasses, "202505_PCT_Inv_reg.txt": people.replace("app_nbr", "pct_nbr").replaceAll("1|EP1", "9|WO9")},
    /no file YYYYMM_PCT_IPC\.txt beside the inventors of the PCT/
  );
  await refused({...withoutClasses, "202505_EPO_IPC.txt": ""}, /the file is empty/);
  await refused(
    {...withoutClasses, "202505_EPO_IPC.txt": bothYears.replaceAll("\n", "\r")},
    /its lines end with CR alone/
  );
});

test("9999, 0 and nothing mean no priority year; any other wrong year stops the run at its place", async () => {
  const years = async (...rows: string[]) => {
    const ids = rows.map((_, i) => i + 1);
    const folder = folderOf({
      "202505_EPO_Inv_reg.txt":
        "appln_id|reg_code|ctry_code|inv_share\n" + ids.map((id) => `${id}|BE241|BE|1\n`).join(""),
      "202505_EPO_IPC.txt": ipcOf(...rows)
    });
    return (await readSource(regpat, folder)).documents.map(({year}) => year);
  };
  const group = "G06N   3/02";
  assert.deepEqual(
    await years(`1|9999|2021|${group}`, `2|0|2022|${group}`, `3||2023|${group}`, `4|2020|9999|${group}`),
    [2021, 2022, 2023, 2020]
  );
  assert.deepEqual(
    await years(`1|0000|2021|${group}`, `2|9999.0|2022.0|${group}`, `3| 2023 ||${group}`, `4|2020.|0.0|${group}`),
    [2021, 2022, 2023, 2020]
  );
  const none = ["99999", "2021.7", "1799", "2101", "+2021", "٢٠٢١", "2021-06-15", "n/a", "1e3"];
  for (const wrong of [...none, "20210615", "202106", "21", "2O21", "1e40", "-2021"])
    await assert.rejects(
      years(`1|2021|2022|${group}`, `2|${wrong}|2022|${group}`),
      (error: Error & {place?: {file: string; line: number}}) =>
        error.message.includes(`50% of 2 rows are bad-year`) &&
        error.message.includes(`prio_year "${wrong}"`) &&
        error.place?.line === 3,
      wrong
    );
});

test("a share that is no number stops the run at its place", async () => {
  for (const wrong of ["NaN", "inf", "-1", ""])
    await assert.rejects(
      readSource(
        regpat,
        folderOf({
          "202505_EPO_Inv_reg.txt": people.replace("2|EP2|BE241|BE|1|1", `2|EP2|BE241|BE|1|${wrong}`),
          "202505_EPO_IPC.txt": bothYears
        })
      ),
      (error: Error & {place?: {file: string; line: number}}) =>
        error.message.includes("are bad-share") &&
        error.message.includes(`inv_share "${wrong}"`) &&
        error.place?.line === 3,
      wrong
    );
});

/** A patent in Flanders for each list of symbols; the codes that each keeps. */
async function codesOf(patents: readonly (readonly string[])[], limits: Record<string, number> = {}) {
  const {documents, result} = await readSource(
    regpat,
    edition({
      inventors: patents.map((_, i) => [i + 1, "BE241", "BE", 1, 1]),
      ipc: patents.map((_, i) => [i + 1, 2021, 2022, "A01B   1/00"]),
      cpc: patents.flatMap((symbols, i) => symbols.map((symbol) => [i + 1, symbol]))
    }),
    {limits}
  );
  return {codes: documents.map(({codes}) => codes.join(" ")), result};
}

test("a symbol is read in any spelling, and a text that is none is malformed, never another code", async () => {
  const spellings = [
    "B65G  47/91",
    "b65g47/91",
    " B65G47/91",
    "B65G 47 / 91",
    '"B65G  47/91"',
    "'B65G47/91'",
    "B65G47"
  ];
  const long = ["B65G0047/91", "B65G0047910000", "\u00a0B65G47/91\t", "B65G\u202f47/91", "“B65G47/91”"];
  const {codes, result} = await codesOf([...spellings, ...long].map((symbol) => [symbol]));
  assert.deepEqual(
    codes,
    Array.from(codes, () => "B65G47")
  );
  assert.deepEqual(dropped(result), {});

  const none = ["B65G-47/91", "B65G0/91", "B65G12345/00", "B25", "B65G", "B65G4.7/9", "B65G1e3/00", "B65G4_7/00"];
  const more = ["Z65G47/91", "I01L21/02", "B6XG47/91", "B65147/91", "B65G47/9x", "B65G47/91 (2006.01)", "B65G47-91"];
  const malformed = await codesOf(
    [...none, ...more].map((symbol) => [symbol, "H01B1/00"]),
    {"malformed-code": 1}
  );
  assert.deepEqual(
    malformed.codes,
    Array.from(malformed.codes, () => "H01B1")
  );
  assert.deepEqual(dropped(malformed.result), {"malformed-code": none.length + more.length});
});

test("malformed codes of the IPC are counted too, since they stand in for those of CPC", async () => {
  const folder = folderOf({
    "202505_EPO_Inv_reg.txt": people,
    "202505_EPO_IPC.txt": ipcOf("1|2021|2022|H01L-21/02", "1|2021|2022|", "2|2021|2022|H01L  21/02")
  });
  await assert.rejects(
    readSource(regpat, folder),
    (error: InputError) =>
      error.place.line === 2 && /33\.3% of 3 rows are malformed-code .*"H01L-21\/02" is no symbol/.test(error.message)
  );
  const {result} = await readSource(regpat, folder, {limits: {"malformed-code": 1}});
  assert.deepEqual(dropped(result), {"malformed-code": 1});
});

test("a patent with an old main group and its successor equals one with the successor only", async () => {
  const {codes, result} = await codesOf([
    ["H01L29/78", "H10D30/60"],
    ["H10D30/60"],
    ["H01L29/78"],
    // Its subject went to H10D, so that H10W says something else.
    ["H01L29/78", "H10W70/60"],
    ["H01L21/02", "H01L29/78", "H10P50/20", "H10D30/60", "A61K9/00"],
    ["B64C2201/00", "B64U10/14", "B64C27/00"]
  ]);
  assert.deepEqual(codes, ["H10D30", "H10D30", "H01L29", "H01L29 H10W70", "A61K9 H10D30 H10P50", "B64C27 B64U10"]);
  assert.deepEqual(dropped(result), {"superseded-code": 4});
});

test("codes of the IPC that stand in for those of CPC have no old main group beside its successor either", async () => {
  const {documents} = await readSource(
    regpat,
    edition({
      inventors: [[1, "BE241", "BE", 1, 1]],
      pctInventors: [[51, "BE241", "BE", 1, 1]],
      ipc: [[1, 2021, 2022, "H01L  29/78"]],
      pctIpc: [[51, 2020, 2021, "H10D  30/60"]],
      same: [[1, 51]],
      cpc: [[999, "G06N   3/08"]]
    })
  );
  assert.deepEqual(
    documents.map(({codes}) => codes),
    [["H10D30"]]
  );
});

test("a list of regions is read in the forms in which the OECD, Eurostat and spreadsheets write it", async () => {
  for (const [text, mark] of [
    ["ctry_code|reg_code|reg_label|up_reg_code|up_reg_label\r\nBE|BE241|x|BE24|x\r\n|| | |\r\n", "|"],
    ['NUTS_ID,CNTR_CODE,NAME_LATN,up_reg_code\nBE241,BE,"Halle, Vilvoorde",BE24\n', ","],
    ["sep=;\r\nCode 2021;Country code;up_reg_code\r\nBE241;BE;BE24\r\n", ";"],
    ["\ufeff\nNUTS\u00a0Code\tCountry  Code\tup_reg_code\nBE241\tBE\tBE24\n\n", "TAB"]
  ] as const) {
    const folder = folderOf({"list.txt": text});
    assert.deepEqual(
      await readRegionList(join(folder, "list.txt")),
      [{code: "BE241", country: "BE", above: "BE24"}],
      mark
    );
  }
  for (const [text, message] of [
    ["a,b\n1,2\n", /no column reg_code or nuts_id/],
    ["NUTS_ID,x\n", /no region codes/],
    ["NUTS_ID,x\r1,2\r", /its lines end with CR alone/],
    ["", /the file is empty/]
  ] as const)
    await assert.rejects(readRegionList(join(folderOf({"list.csv": text}), "list.csv")), message);
});
