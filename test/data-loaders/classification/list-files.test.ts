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
const titles = async (content: string | Uint8Array) => readTitles(await file(content), asGiven);

test("titles are read from any column order, with quotes, blanks, line ends and signs", async () => {
  assert.deepEqual(await titles('\ufeffLabel , note,CODE\r\n"a, ""b""\r\nc",x, A01B \r\n\r\n# d,"",#1'), [
    {given: "A01B", symbol: "A01B", label: 'a, "b"\r\nc'},
    {given: "#1", symbol: "#1", label: "# d"}
  ]);
});

test("the codes of a document are distinct, and documents need not be together", async () => {
  const path = await file("document,code\n1,b\n2,a\n1,a\n1,b\n");
  assert.deepEqual(
    readDocuments(path, (code) => code.toUpperCase()),
    new Map([
      ["1", new Set(["B", "A"])],
      ["2", new Set(["A"])]
    ])
  );
});

for (const [what, content, line, message] of [
  ["an empty file", "", undefined, "the file is empty"],
  ["a file without rows", "code,label\n", undefined, "there are no rows below the header"],
  ["another table", "id,name\n1,a\n", 1, "there is no column called code; the file has id, name"],
  ["a comma outside quotes", "code,label\n1,a\n2,b, c\n", 3, "3 fields, but the header has 2"],
  ["a short row", "code,label\n1\n", 2, "1 field, but the header has 2"],
  ["a missing title", 'code,label\n"1",a\n2, \n', 3, "the name is empty"],
  ["a missing code", "code,label\n,a\n", 2, "the name is empty"],
  ["a repeated code", "code,label\n1,a\n2,b\n 1,c\n", 4, "the code 1 repeats line 2"],
  ["an open quote", 'code,label\n1,a\n2,"b\n3,c\n', 3, "a quotation mark opens here and never closes"],
  ["text behind a quote", 'code,label\n1,"a" b\n', 2, "text follows a closing quotation mark: “b”"],
  ["the line below a long field", 'code,label\n1,"a\n\nb"\n2\n', 5, "1 field, but the header has 2"]
] as const) {
  test(`${what} is refused with its line`, async () => {
    await assert.rejects(
      () => titles(content),
      (error: Error & {place: {file: string; line?: number}; advice: string}) => {
        assert.equal(error.message, message);
        assert.equal(error.place.file, join(folder, "list.csv"));
        assert.equal(error.place.line, line);
        assert.match(error.advice, /^[a-z].*[^.]$/);
        return true;
      }
    );
  });
}

test("a title may be as long as the official ones", async () => {
  const label = "Apparatus; ".repeat(100).trim();
  assert.equal((await titles(`code,label\n1,"${label}"\n`))[0]!.label, label);
});

test("a list that a spreadsheet saved with semicolons or tabs is read too", async () => {
  for (const delimiter of [";", "\t"])
    assert.deepEqual(await titles(`code${delimiter}label\n1${delimiter}a, b\n`), [
      {given: "1", symbol: "1", label: "a, b"}
    ]);
});

test("what cannot be read as text is refused", async () => {
  await assert.rejects(() => titles(Uint8Array.of(0x63, 0xe9, 0x0a)), {message: /^the text is not UTF-8 here/});
  assert.throws(() => readTitles(join(folder, "none.csv"), asGiven), {
    message: "cannot read the file: there is no such file"
  });
  assert.throws(() => readTitles(folder, asGiven), {message: "cannot read the file: it is a folder, not a file"});
});
