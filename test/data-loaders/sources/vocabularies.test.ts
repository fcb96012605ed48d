import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {cleanTitle, readCpcTitles} from "../../../data-loaders/sources/cpc/titles.ts";
import {readIndustries} from "../../../data-loaders/sources/crunchbase/industries.ts";
import {readTopics} from "../../../data-loaders/sources/openalex/topics.ts";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {readVocabulary} from "../../../data-loaders/sources/vocabularies.ts";
import {mergeVocabularies} from "../../../data-loaders/sources/vocabulary.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const folder = tempFolder();

test("the CPC title list gives subclasses and main groups, without references", async () => {
  writeFiles(join(folder, "cpc"), {
    "cpc-section-H_20220801.txt":
      "H\t\tELECTRICITY\r\nH01L\t\tSEMICONDUCTOR DEVICES (use in measuring G01 {gauges (small) H01H})\r\nH01L21/00\t0\tProcesses {or apparatus (testing H01L22/00)}\r\nH01L21/02\t1\tManufacture\r\n"
  });
  assert.deepEqual(await readCpcTitles(join(folder, "cpc")), [
    {symbol: "H01L", label: "SEMICONDUCTOR DEVICES"},
    {symbol: "H01L21", label: "Processes or apparatus"}
  ]);
});

test("titles may also come as CSV, and what is no title list is refused", async () => {
  writeFiles(folder, {
    "titles.csv": 'code,title\nA01B1/00,"Hand tools (edge trimmers A01G3/06)"\n',
    "other.csv": "a,b\n1,2\n",
    "empty/x.txt": ""
  });
  assert.deepEqual(await readCpcTitles(join(folder, "titles.csv")), [{symbol: "A01B1", label: "Hand tools"}]);
  const spellings = ["h01l21/00", "H01L 21/00", "'H01L21'", "H01L0021000000", "H01L0021/00", "H01L\u00a021/00"];
  for (const code of spellings) {
    writeFiles(folder, {
      "titles.csv": `code,title\n${code},Processes\nH01L 23/02,No main group\nH01L0023020000,Nor this\n`
    });
    assert.deepEqual(await readCpcTitles(join(folder, "titles.csv")), [{symbol: "H01L21", label: "Processes"}], code);
  }
  await assert.rejects(readCpcTitles(join(folder, "other.csv")), /no column called code; the file has a, b/);
  await assert.rejects(readCpcTitles(join(folder, "empty")), /file not found: cpc-section-X_YYYYMMDD\.txt/);
});

test("section files may be written in capitals; a row of a CSV without its title is refused", async () => {
  writeFiles(join(folder, "capitals"), {"CPC-SECTION-A_20240101.TXT": "A01B\t\tSOIL WORKING\n"});
  assert.deepEqual(await readCpcTitles(join(folder, "capitals")), [{symbol: "A01B", label: "SOIL WORKING"}]);
  for (const [text, message] of [
    ["code,title\nA01B1/00\nA01B3/00,Ploughs\n", /^.*bad\.csv:2: 1 field, but the header has 2; /],
    ["code,title\nA01B1/00,\n", /bad\.csv:2:title: the name is empty; /],
    ["code,title\nA01B1/00,Hoes\nA01B1/00,Spades\n", /bad\.csv:3: A01B1 is "Spades", but "Hoes" in line 2; /],
    ["code\nA01B1/00\n", /bad\.csv:1: there is no column called title; the file has code; /],
    ["code,title\nx,y\n", /bad\.csv:1: no CPC symbols with titles; /]
  ] as const) {
    writeFiles(folder, {"bad.csv": text});
    await assert.rejects(readCpcTitles(join(folder, "bad.csv")), (error: InputError) => message.test(error.describe()));
  }
});

test("brackets are removed however they nest", () => {
  assert.equal(cleanTitle("A (b {c (d)} e) f, {g} h"), "A f, g h");
  assert.equal(cleanTitle("{Protocols (for H04L9/00)}"), "Protocols");
});

test("topics come from the table or from the snapshot", async () => {
  writeFiles(folder, {
    "topics.csv": "topic_id,topic_name,x\n10036,Quantum Dots,1\n",
    "part_000.gz": gzipSync('{"id":"https://openalex.org/T10036","display_name":"Quantum Dots"}\n'),
    "export.csv": 'ID;Display Name\r\nhttps://openalex.org/T10036;"Quantum; Dots"\r\n',
    "works.csv": "id,display_name\nhttps://openalex.org/W1,A\n",
    "broken.jsonl": '{"id":"https://openalex.org/T1","display_name":"A"}\n{"id":\n'
  });
  const dots = [{symbol: "10036", label: "Quantum Dots"}];
  assert.deepEqual(readTopics(join(folder, "topics.csv")), dots);
  assert.deepEqual(readTopics(join(folder, "part_000.gz")), dots);
  assert.deepEqual(readTopics(join(folder, "export.csv")), [{symbol: "10036", label: "Quantum; Dots"}]);
  const one = {id: "https://openalex.org/T10036", display_name: "Quantum Dots"};
  for (const [name, content] of Object.entries({
    "numbers.csv": "topic_id,topic_name\n10036.0,Quantum Dots\n",
    "addresses.csv": "topic_id,topic_name\napi.openalex.org/topics/t10036/,Quantum Dots\n",
    "page.json": JSON.stringify({meta: {count: 1}, results: [one]}, null, 2),
    "list.json": JSON.stringify([one]),
    "old.jsonl": `\uFEFF${JSON.stringify(one)}\r`
  })) {
    writeFiles(folder, {[name]: content});
    assert.deepEqual(readTopics(join(folder, name)), dots, name);
  }
  writeFiles(folder, {"half.gz": "", "names.csv": "topic_id,topic_name\nQuantum Dots,Quantum Dots\n"});
  assert.throws(() => readTopics(join(folder, "half.gz")), /truncated or damaged/);
  for (const name of ["broken.jsonl", "works.csv", "names.csv"])
    assert.throws(
      () => readTopics(join(folder, name)),
      (error: InputError) => /^not a topic/.test(error.message) && error.place.line === 2,
      name
    );
});

test("industries are their own codes", async () => {
  writeFiles(folder, {"category_groups.csv": "uuid,name,category_groups_list\n1,Biotechnology,Health\n"});
  assert.deepEqual(readIndustries(join(folder, "category_groups.csv")), [
    {symbol: "Biotechnology", label: "Biotechnology"}
  ]);
});

test("industries may stand under any of their headings, those of the project with labels", async () => {
  writeFiles(folder, {
    "labels.csv": "code,label\nRobotics,Robots\n",
    "industry.csv": "Industry\nRobotics\n",
    "category.csv": "category,x\nRobotics,1\n",
    "Category Name.csv": "Category Name;Groups\r\n Robotics ;1\r\n",
    "category_name.csv": "\ufeffcategory_name\tx\nRobotics\t1\n",
    "unknown.csv": "sector\nRobotics\n"
  });
  assert.deepEqual(readIndustries(join(folder, "labels.csv")), [{symbol: "Robotics", label: "Robots"}]);
  for (const name of ["industry.csv", "category.csv", "Category Name.csv", "category_name.csv"])
    assert.deepEqual(readIndustries(join(folder, name)), [{symbol: "Robotics", label: "Robotics"}], name);
  assert.throws(
    () => readIndustries(join(folder, "unknown.csv")),
    /there is no column called code; the file has sector$/
  );
});

test("an official list gives labels and further codes; a title of our own stays the wording to compare", () => {
  const entry = (symbol: string, label: string) => ({symbol, label});
  const own = [entry("a", "1"), entry("b", "2"), entry("c", "3")];
  assert.deepEqual(mergeVocabularies(own, [entry("b", "4"), entry("c", "3"), entry("d", "5")]), [
    entry("a", "1"),
    {symbol: "b", label: "4", wording: "2"},
    entry("c", "3"),
    entry("d", "5")
  ]);
});

test("capitals make no other code and no other title", () => {
  const entry = (symbol: string, label: string) => ({symbol, label});
  const own = [entry("3D Printing", "3D Printing"), entry("H01L", "Semiconductor devices")];
  const official = [entry("3d printing", "3d printing"), entry("H01L", "SEMICONDUCTOR DEVICES"), entry("gps", "gps")];
  assert.deepEqual(mergeVocabularies(own, official), [...own, entry("gps", "gps")]);
});

test("an official list is accounted for: its titles, the project's codes among them, and sections that it lacks", async () => {
  const data = join(folder, "data");
  writeFiles(join(data, "vocabulary"), {
    "cpc.csv": "code,label\nA01B,Ploughs\nH01L,Chips\nH01L21,Making chips\n",
    "industries.csv": "code,label\nRobotics,Robotics\n"
  });
  writeFiles(folder, {"groups.csv": "name\nrobotics\nGPS\n"});
  writeFiles(join(folder, "partly"), {
    "cpc-section-H_20240101.txt": "H01L\t\tSEMICONDUCTOR DEVICES\nH01L21/00\t0\tProcesses\nH02B\t\tBOARDS\n"
  });
  assert.equal(
    (await readVocabulary("cpc", data, join(folder, "partly"))).account,
    "cpc: 3 official titles, for 2 of the project's 3 codes; none of section A, whose codes keep the project's titles"
  );
  assert.equal(
    (await readVocabulary("industry", data, join(folder, "groups.csv"))).account,
    "industry: 2 official titles, for 1 of the project's 1 codes"
  );
  assert.equal((await readVocabulary("industry", data)).account, undefined);
});

test("a line of a section file without a title is no entry", async () => {
  writeFiles(join(folder, "short"), {
    "cpc-section-A_20240101.txt": "A01B\nA01C\t\nA01D\t\tMOWING\n"
  });
  assert.deepEqual(await readCpcTitles(join(folder, "short")), [{symbol: "A01D", label: "MOWING"}]);
});
