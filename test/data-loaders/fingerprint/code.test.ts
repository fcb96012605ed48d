import assert from "node:assert/strict";
import {mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {beforeEach, describe, test} from "node:test";
import {codeFingerprint, withoutSqlComments} from "../../../data-loaders/fingerprint/code.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const lock = (version: string) =>
  JSON.stringify({packages: {"node_modules/d3": {version}, "node_modules/other": {version}}});

const base = tempFolder();

describe("codeFingerprint", () => {
  let root: string;
  const key = async () => (await codeFingerprint(root, ["main.ts"])).key;
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);

  beforeEach(() => {
    root = mkdtempSync(join(base, "tree-"));
    writeFiles(root, {
      "main.ts": `import {sum} from "d3"; import {a, type A} from "./a.ts"; import {words} from "./words.js";
export const run = (values: A) => sum(values) + a; export const sql = new URL("./q.sql", import.meta.url);
// new URL("./missing.sql", import.meta.url) in a comment is no file.`,
      "a.ts": `export type A = number[]; export const a = 1; export function unused() { return words; } const words = "x";`,
      "words.ts": `export const words = {title: "Title"};`,
      "q.sql": "SELECT '--' AS x -- a comment",
      "beside.ts": "export const beside = 1;",
      "package-lock.json": lock("7.0.0")
    });
  });

  test("stays while nothing changes, and for comments, types, formatting and code that nothing calls", async () => {
    const first = await key();
    assert.equal(await key(), first);
    write("a.ts", `// Why.\nexport type A = readonly number[];\n\nexport const a =\n  1;\n`);
    write("words.ts", `export const words = {title: "Another"};`);
    write("q.sql", "/* a longer comment */\nSELECT   '--' AS x");
    write("beside.ts", "export const beside = 2;");
    assert.equal(await key(), first);
  });

  const changes: Record<string, [string, string]> = {
    "code of an imported module": ["a.ts", "export type A = number[]; export const a = 2;"],
    "SQL that code names": ["q.sql", "SELECT '-- ' AS x"],
    "the version of an imported package": ["package-lock.json", lock("7.0.1")],
    "a new import": ["main.ts", `import {words} from "./words.ts"; import "./beside.ts"; console.log(words);`]
  };
  for (const [what, [path, text]] of Object.entries(changes)) {
    test(`changes with ${what}, and back`, async () => {
      const first = await key();
      const {files} = await codeFingerprint(root, ["main.ts"]);
      assert.ok(files.includes(path));
      const before = readFileSync(join(root, path), "utf8");
      write(path, text);
      assert.notEqual(await key(), first);
      write(path, before);
      assert.equal(await key(), first);
    });
  }

  test("follows a new import into its module", async () => {
    write("a.ts", `import {beside} from "./beside.ts"; export type A = number[]; export const a = beside;`);
    const first = await key();
    write("beside.ts", "export const beside = 3;");
    assert.notEqual(await key(), first);
  });

  test("stays when a module gets another name", async () => {
    const first = await key();
    renameSync(join(root, "a.ts"), join(root, "b.ts"));
    await assert.rejects(key(), (error: Error) => /could not resolve "\.\/a\.ts"/.test(error.message));
    write(
      "main.ts",
      `import {sum} from "d3"; import {a, type A} from "./b.ts";
export const run = (values: A) => sum(values) + a; export const sql = new URL("./q.sql", import.meta.url);`
    );
    assert.equal(await key(), first);
  });

  test("tells where code cannot be parsed, and recovers", async () => {
    const first = await key();
    write("a.ts", "export type A = number[];\nexport const a = ;\n");
    await assert.rejects(key(), (error: Error & {place?: unknown}) => {
      assert.match(error.message, /unexpected ";"/);
      assert.deepEqual(error.place, {file: "a.ts", line: 2, column: 18});
      return true;
    });
    write("a.ts", "export type A = number[];\nexport const a = 1;\n");
    assert.equal(await key(), first);
  });

  test("refuses code that names a file which is not there", async () => {
    rmSync(join(root, "q.sql"));
    await assert.rejects(key(), /file not found: \.\/q\.sql/);
  });
});

test("SQL without comments keeps what is quoted", () => {
  assert.equal(
    withoutSqlComments("SELECT  '--  x' /* y */ AS \"a /* b\"\n  -- z\n, 'it''s'"),
    `SELECT '--  x' AS "a /* b" , 'it''s'`
  );
  assert.notEqual(withoutSqlComments("SELECT 'a  b'"), withoutSqlComments("SELECT 'a b'"));
});
