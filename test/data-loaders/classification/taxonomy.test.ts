import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvParse} from "d3";
import {loadTaxonomy, type Taxonomy} from "../../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const path = join(projectRoot, "data/taxonomy/taxonomy.json");
const root = tempFolder();
let files = 0;

interface Changeable {
  version: string;
  technologies: Record<string, unknown>[];
  other_subjects: string[];
}

/** Loads the taxonomy after a change to it. */
async function changed(change: (taxonomy: Changeable) => void): Promise<Taxonomy> {
  const taxonomy = JSON.parse(readFileSync(path, "utf8")) as Changeable;
  change(taxonomy);
  const name = `${++files}.json`;
  writeFiles(root, {[name]: JSON.stringify(taxonomy)});
  return await loadTaxonomy(join(root, name));
}

test("the technologies and groups are those of the published values", async () => {
  const {technologies} = await loadTaxonomy(path);
  const published = csvParse(readFileSync(join(projectRoot, "data/published/values.csv"), "utf8"));
  assert.deepEqual(
    technologies.map(({name, group}) => [name, group]),
    published.map((row) => [row.kst, row.group])
  );
  assert.equal(new Set(technologies.map(({group}) => group)).size, 5);
});

test("a broken entry is named", async () => {
  await assert.rejects(
    changed((taxonomy) => (taxonomy.version = "next")),
    /version: "next" is not a version such as 1\.0\.0/
  );
  await assert.rejects(
    changed(({technologies}) => (technologies[3]!.id = 9)),
    /technologies\.4\.id: 9, instead of 4: number the technologies from 1/
  );
  await assert.rejects(
    changed(({technologies}) => (technologies[0]!.definition = " ")),
    /technologies\.1\.definition: empty text/
  );
  await assert.rejects(
    changed(({technologies}) => (technologies[1]!.slug = "Advanced materials")),
    /technologies\.2\.slug: "Advanced materials" is not made of small letters/
  );
  await assert.rejects(
    changed(({technologies}) => (technologies[1]!.slug = technologies[0]!.slug)),
    /technologies\.2\.slug: advanced-manufacturing is also that of technology 1/
  );
  await assert.rejects(
    changed(({technologies}) => {
      technologies[5]!.keywords = ["one"];
      technologies[5]!.cpc_wording = (technologies[5]!.cpc_wording as string[]).slice(0, 5);
    }),
    /Bioinformatics: 6 phrases, 5 of them in cpc_wording, instead of at least 15 and 5/
  );
  await assert.rejects(
    changed(({technologies}) =>
      (technologies[5]!.cpc_wording as string[]).push((technologies[5]!.keywords as string[])[0]!.toUpperCase())
    ),
    /Bioinformatics: the phrase .* stands twice/
  );
  await assert.rejects(
    changed(({technologies}) => (technologies[5]!.not = [" "])),
    /technologies\.6\.not\.1: empty text/
  );
  await assert.rejects(
    changed((taxonomy) => (taxonomy.other_subjects = ["shoes", ""])),
    /other_subjects\.2: empty text/
  );
  await assert.rejects(
    changed((taxonomy) => (taxonomy.technologies = Array.from({length: 53}, () => taxonomy.technologies[0]!))),
    /53 technologies, instead of 1 to 52/
  );
  await assert.rejects(
    changed((taxonomy) => (taxonomy.technologies = [])),
    /0 technologies, instead of 1 to 52/
  );
  writeFiles(root, {"cut.json": '{"version": "1.0.0", "tech'});
  await assert.rejects(loadTaxonomy(join(root, "cut.json")), /no JSON: quotes are not closed/);
});
