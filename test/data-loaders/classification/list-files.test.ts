import assert from "node:assert/strict";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, test} from "node:test";
import {readDocuments, readTitles} from "../../../data-loaders/classification/list-files.ts";

const folder = await mkdtemp(join(tmpdir(), "list-"));
after(() => rm(folder, {recursive: true, force: true}));

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, "list.csv");
  await writeFile(path, content);
  return path;
}

const asGiven = (code: string) => code;
const titles = async (content: string | Uint8Array) => await readTitles(await file(content), asGiven);

test("titles are read from any column order, with quotes, blanks, line ends and signs", async () => {
  assert.deepEqual(await titles('\ufeffLabel , note,CODE\r\n"a, ""b""\r\nc",x, A01B \r\n\r\n# d,"",#1'), [
    {given: "A01B", symbol: "A01B", label: 'a, "b"\r\nc'},
    {given: "#1", symbol: "#1", label: "# d"}
  ]);
});

test("the codes of a document are distinct, and documents need not be together", async () => {
  const path = await file("document,code\n1,b\n2,a\n1,a\n1,b\n");
  assert.deepEqual(
    await readDocuments(path, (code) => code.toUpperCase()),
    new Map([
      ["1", new Set(["B", "A"])],
      ["2", new Set(["A"])]
    ])
  );
});

for (const [what, content, line, message] of [
  ["an empty file", "", 1, "the file is empty"],
  ["a file without rows", "code,label\n", 1, "no code below the header"],
  ["another table", "id,name\n1,a\n", 1, "no column code or label in the header: id, name"],
  ["another delimiter", "code;label\n1;a\n", 1, "no column code or label in the header: code;label"],
  ["a comma outside quotes", "code,label\n1,a\n2,b, c\n", 3, "3 fields, where the header has 2"],
  ["a short row", "code,label\n1\n", 2, "1 fields, where the header has 2"],
  ["a missing title", 'code,label\n"1",a\n2, \n', 3, "no label"],
  ["a missing code", "code,label\n,a\n", 2, "no code"],
  ["a repeated code", "code,label\n1,a\n2,b\n 1,c\n", 4, "the code 1 repeats line 2"],
  ["an open quote", 'code,label\n1,a\n2,"b\n3,c\n', 3, "a double quote inside a field, or without its partner"],
  ["a stray quote", 'code,label\n1,5" disks\n', 2, "a double quote inside a field, or without its partner"],
  ["text behind a quote", 'code,label\n1,"a" b\n', 2, "a double quote inside a field, or without its partner"],
  ["the line below a long field", 'code,label\n1,"a\n\nb"\n2\n', 5, "1 fields, where the header has 2"]
] as const) {
  test(`${what} is refused with its line`, async () => {
    await assert.rejects(titles(content), (error: Error & {place: object; advice: string}) => {
      assert.equal(error.message, message);
      assert.deepEqual(error.place, {file: join(folder, "list.csv"), line});
      assert.match(error.advice, /^[a-z].*[^.]$/);
      return true;
    });
  });
}

test("what cannot be read as text is refused", async () => {
  await assert.rejects(titles(Uint8Array.of(0xff, 0xfe, 0x63, 0)), {message: "the text is not UTF-8"});
  await assert.rejects(readTitles(join(folder, "none.csv"), asGiven), {message: "no such file"});
  await assert.rejects(readTitles(folder, asGiven), {message: "a folder, not a file"});
});
