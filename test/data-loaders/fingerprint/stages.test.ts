import assert from "node:assert/strict";
import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {stageKey, type StageName} from "../../../data-loaders/fingerprint/stages.ts";
import {tempFolder} from "../../support/temp-folder.ts";

const root = tempFolder();
for (const path of ["data-loaders", "src", "package-lock.json", "tsconfig.json"])
  cpSync(join(projectRoot, path), join(root, path), {recursive: true, filter: (one) => !one.includes(".observablehq")});
for (const path of ["classification", "model", "published", "regions", "sample", "taxonomy", "vectors", "vocabulary"])
  cpSync(join(projectRoot, "data", path), join(root, "data", path), {recursive: true});

const names = ["sample", "warehouse", "values", "judgements"] as const satisfies readonly StageName[];
const keys = async () => await Promise.all(names.map((name) => stageKey(root, name)));
const first = await keys();

/** Stages whose key changes with an edit, which is then undone. */
async function changed(file: string, edit: (text: string) => string): Promise<StageName[]> {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const edited = edit(text);
  assert.notEqual(edited, text, `the edit of ${file} changes nothing`);
  writeFileSync(path, edited);
  try {
    const now = await keys();
    return names.filter((_, i) => now[i] !== first[i]);
  } finally {
    writeFileSync(path, text);
  }
}

const cases: {what: string; file: string; edit: (text: string) => string; stages: StageName[]}[] = [
  {what: "prose", file: "src/index.md", edit: (text) => `${text}\nMore.\n`, stages: []},
  {
    what: "a claim's words",
    file: "src/words/en/claims/map.ts",
    edit: (text) => text.replace("Semiconductors are above", "Semiconductors exceed"),
    stages: []
  },
  {
    what: "the words of verdicts",
    file: "src/words/en/narrative.ts",
    edit: (text) => text.replace(/fragile: "([^"]+)"/, 'fragile: "$1, perhaps"'),
    stages: []
  },
  {
    what: "a claim's predicate",
    file: "src/narrative/claims/map.ts",
    edit: (text) => text.replace('isAbove(view, "patents", "semiconductors")', "false"),
    stages: ["judgements"]
  },
  {
    what: "a limit of verdicts",
    file: "src/narrative/judgement.ts",
    edit: (text) => text.replace("fragileBeyond = 0.1", "fragileBeyond = 0.2"),
    stages: ["judgements"]
  },
  {
    what: "a printed number",
    file: "data/published/printed-numbers.csv",
    edit: (text) => text.replace(/\d+\n$/, "7\n"),
    stages: ["judgements"]
  },
  {
    what: "an indicator",
    file: "src/indicators/density.ts",
    edit: (text) => text.replace("Number.NaN : (100 *", "Number.NaN : (99 *"),
    stages: ["values"]
  },
  {
    what: "a comment in an indicator",
    file: "src/indicators/density.ts",
    edit: (text) => text.replace("// Without relatedness", "// With no relatedness"),
    stages: []
  },
  {
    what: "a reviewer's decision",
    file: "data/classification/decisions.csv",
    edit: (text) => `${text}\n`,
    stages: ["warehouse"]
  },
  {
    what: "SQL of a source",
    file: "data-loaders/sources/regpat/documents.sql",
    edit: (text) => `${text}\nSELECT 1;\n`,
    stages: ["warehouse"]
  },
  {
    what: "a comment in SQL",
    file: "data-loaders/sources/regpat/documents.sql",
    edit: (text) => `-- A comment.\n${text}`,
    stages: []
  },
  {
    what: "how the sample's deals are written",
    file: "data-loaders/sample/deals.ts",
    edit: (text) => `${text}\nconsole.log(1);\n`,
    stages: ["sample"]
  }
];
for (const {what, file, edit, stages} of cases)
  test(`${what} concerns ${stages.length === 0 ? "no stage" : stages.join(", ")}`, async () => {
    assert.deepEqual(await changed(file, edit), stages);
  });

test("undone edits leave the keys as they were", async () => {
  assert.deepEqual(await keys(), first);
});
