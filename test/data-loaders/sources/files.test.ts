import assert from "node:assert/strict";
import files from "node:fs/promises";
import {syncBuiltinESMExports} from "node:module";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {findInFiles, listFiles, verifyGzip} from "../../../data-loaders/sources/files.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const folder = writeFiles(join(tempFolder(), "extract"), {
  "b.csv": "id,name\n1,one\n2,two\n",
  "a/c.csv.gz": gzipSync("id,name\n1,three\n3,one\n"),
  "a/b.csv": "",
  ".hidden": "",
  "a/.DS_Store": ""
});
const inside = (...names: string[]) => names.map((name) => join(folder, name));

test("files of all subfolders are listed in order, without folders and hidden files", async () => {
  assert.deepEqual(await listFiles(folder), inside("a/b.csv", "a/c.csv.gz", "b.csv"));
});

test("a folder that is missing, a file, or closed to the user is named; another fault is passed on", async (t) => {
  await assert.rejects(listFiles(join(folder, "none")), /folder not found/);
  await assert.rejects(listFiles(join(folder, "b.csv")), /a file, not a folder/);
  for (const code of ["EACCES", "EIO"]) {
    const readdir = t.mock.method(files, "readdir", () => Promise.reject(Object.assign(new Error(code), {code})));
    syncBuiltinESMExports();
    const found = await listFiles(folder).catch((error: unknown) => error);
    readdir.mock.restore();
    syncBuiltinESMExports();
    if (code === "EIO") assert.equal((found as NodeJS.ErrnoException).code, code);
    else assert.ok(found instanceof InputError && found.describe().includes("no permission to read the folder"));
  }
});

test("texts are found in the first line with all of them, plain or compressed", async () => {
  const [gzip, plain] = inside("a/c.csv.gz", "b.csv") as [string, string];
  assert.deepEqual(await findInFiles([plain], ["two", "2"]), {file: plain, line: 3, column: 3});
  assert.deepEqual(await findInFiles([gzip, plain], ["one", "3"]), {file: gzip, line: 3, column: 3});
  assert.deepEqual(await findInFiles([gzip, plain], ["one", "1"]), {file: plain, line: 2, column: 3});
  assert.equal(await findInFiles([gzip, plain], ["four"]), undefined);
});

test("only compressed files are tested for damage", async () => {
  await verifyGzip(inside("a/c.csv.gz", "b.csv"));
  const broken = writeFiles(join(folder, "broken"), {"x.gz": gzipSync("some text").subarray(0, 12)});
  await assert.rejects(verifyGzip([join(broken, "x.gz")]), /the gzip file is truncated or damaged \(12 bytes\)/);
});
