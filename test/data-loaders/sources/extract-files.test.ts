import assert from "node:assert/strict";
import {symlinkSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {ExtractFiles} from "../../../data-loaders/sources/extract-files.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

test("every file of a folder is accounted for, through symbolic links too", async () => {
  const root = tempFolder();
  writeFiles(join(root, "elsewhere"), {"part.csv": "a", "data.csv": "a"});
  const folder = writeFiles(join(root, "extract"), {
    "a.csv": "a",
    "a.csv.gz": "a",
    "classes.ZIP": "a",
    "classes.tar.gz": "a",
    "classes.txt.zst": "a",
    "rounds.xlsx": "a",
    "notes.txt": "a",
    ".DS_Store": "a"
  });
  symlinkSync(join(root, "elsewhere"), join(folder, "linked"));
  symlinkSync(join(root, "elsewhere/data.csv"), join(folder, "linked.csv"));
  symlinkSync(folder, join(folder, "loop"));
  symlinkSync(join(root, "nothing"), join(folder, "broken.csv"));

  const extract = await ExtractFiles.list(folder);
  extract.read("works", ...extract.match(/\.csv(\.gz)?$/));
  extract.lack("no institutions: works without a country have no place");
  assert.deepEqual(extract.account(), {
    files: [
      {file: "a.csv", why: "a twin of a.csv.gz"},
      {file: "a.csv.gz", kind: "works"},
      {file: "classes.ZIP", why: "packed; unpack it unless its files are those that are read"},
      {file: "classes.tar.gz", why: "packed; unpack it unless its files are those that are read"},
      {file: "classes.txt.zst", why: "packed; unpack it unless its files are those that are read"},
      {file: "linked.csv", kind: "works"},
      {file: "linked/data.csv", kind: "works"},
      {file: "linked/part.csv", kind: "works"},
      {file: "notes.txt", why: "none of the kinds of files that are read"},
      {file: "rounds.xlsx", why: "a workbook; save it as CSV"}
    ],
    missing: ["no institutions: works without a country have no place"]
  });
  assert.deepEqual(
    extract.chosen,
    ["a.csv.gz", "linked.csv", "linked/data.csv", "linked/part.csv"].map((name) => join(folder, name))
  );
  assert.equal(
    extract.hint,
    "the folder holds classes.ZIP (packed; unpack it), classes.tar.gz (packed; unpack it), " +
      "classes.txt.zst (packed; unpack it) and 1 more"
  );
});

test("a file that one kind has taken is not matched again", async () => {
  const folder = writeFiles(join(tempFolder(), "extract"), {"a.txt": "a", "b.txt": "a"});
  const extract = await ExtractFiles.list(folder);
  extract.read("inventors", ...extract.match(/^a/));
  assert.deepEqual(extract.match(/txt$/), [join(folder, "b.txt")]);
  assert.equal(extract.hint, undefined);
});
