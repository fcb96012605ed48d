// Marks that cannot be written: what an author is told, where, and how often.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import type MarkdownIt from "markdown-it";
import type {InputError} from "../../data-loaders/console/input-error.ts";
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";
import {placingClaims} from "../../data-loaders/report/claim-place.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {onClaim} from "../../src/narrative/claims.ts";
import {loadRenderer, withMistakes} from "../../src/prerender/load.ts";
import {Mistakes} from "../../src/prerender/mistakes.ts";
import {projectFolder} from "../../src/site/site.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {tempFolder} from "../support/temp-folder.ts";

const project = tempFolder();
const folders = {root: join(project, "src"), project};
mkdirSync(join(folders.root, "technology"), {recursive: true});
const told: string[] = [];
const mistakes = new Mistakes(folders, (texts) => told.push(...texts));
const report = await ensureReport({out: await sampleBuild()});
const renderer = await loadRenderer({report, outlines: await europeOutlines()});
const md = createMarkdownIt({
  markdownIt: (one) => withMistakes(one as MarkdownIt, renderer, mistakes)
}) as MarkdownIt;

const head = "---\ntitle: A page\n---\n\n";

/** Writes a page, as an author does, and has it parsed as Framework does, three times. */
function parse(body: string, {path = "/page", file = "page.md", params = {}, text = head + body} = {}): string {
  told.length = 0;
  writeFileSync(join(folders.root, file), text);
  const context = () => ({code: [], startLine: 0, currentLine: 0, path, params});
  md.parse(body, context());
  md.parse(body, context());
  return md.render(body, context());
}

/** Each kind of mistake, and what is said of it. */
const kinds: Readonly<Record<string, string>> = {
  "patents.rcca semiconductors":
    "unknown reference: patents.rcca semiconductors; the nearest is patents.rca semiconductors",
  "patents.rca semiconductor":
    "unknown reference: patents.rca semiconductor; the nearest is patents.rca semiconductors",
  "patent.rca photonics": "unknown reference: patent.rca photonics; the nearest is patents.rca photonics",
  "quadrant.number moonshots": "unknown reference: quadrant.number moonshots; the nearest is quadrant.number moonshot",
  "name photonic": "unknown technology: photonic; the nearest is photonics",
  "name photonics drones": "name takes one word, the name of a technology, not 2; the nearest is name photonics",
  "claim funding-orphan": "unknown claim: funding-orphan; the nearest is funding-orphans",
  "source patent": "unknown dataset: patent; the nearest is patents",
  "figure network": "figure must be a paragraph of its own",
  "region BE2": "region takes no other word, but has BE2",
  "clam funding-orphans": "unknown mark: clam funding-orphans; the nearest is claim funding-orphans",
  regoin: "unknown mark: regoin; the nearest is region",
  "claim ours: patents.rcca photonics > 1":
    "unknown reference: patents.rcca photonics; the nearest is patents.rca photonics",
  "claim ours: patents.rca photonic > 1":
    "unknown reference: patents.rca photonic; the nearest is patents.rca photonics",
  "claim ours: quadrant photonics = optimum":
    "unknown quadrant: optimum; there are optimal, moonshot, incremental, cautious",
  "claim ours: patents.rca photonics":
    'no comparison: "patents.rca photonics"; write it as in "patents.rca photonics > 1"',
  "claim ours:": 'no comparison: ""; write it as in "patents.rca photonics > 1"',
  "claim Our own: patents.rca photonics > 1": "invalid name of a claim: Our own; use small letters, digits and hyphens",
  "claim funding-orphans: patents.rca photonics > 1":
    "another claim has the name funding-orphans; give this one another, such as funding-orphans-2"
};

describe("a mark that cannot be written", () => {
  for (const [mark, said] of Object.entries(kinds))
    test(`{{${mark}}} is told with its place and the nearest name`, () => {
      const html = parse(`# Title\n\nA line.\nAnother with {{${mark}}} in it.\n`);
      const full = `src/page.md:8: {{${mark}}}: ${said}`;
      assert.deepEqual(told, [full]);
      assert.match(html, /<strong class="mistake" role="alert">src\/page\.md:8: \{\{/);
    });

  const unpaired: Readonly<Record<string, readonly [written: string, missing: string]>> = {
    "A {{name photonics} is": ["{{name photonics}", "another } after"],
    "A {{name photonics is": ["{{name photonics is", "}} after"],
    "A {name photonics}} is": ["{name photonics}}", "{{ before"],
    "<p>A {{name photonics} is</p>": ["{{name photonics}", "another } after"],
    "{{figure network}": ["{{figure network}", "another } after"]
  };
  for (const [text, [written, missing]] of Object.entries(unpaired))
    test(`braces that are not paired are told: ${text}`, () => {
      const html = parse(`One {{region}}.\n\n${text}\n`);
      assert.deepEqual(told, [`src/page.md:7: ${written}: the braces are not paired; write ${missing} the mark`]);
      assert.match(html, /<strong class="mistake" role="alert">src\/page\.md:7: /);
    });

  test("braces of code and expressions are no marks", () => {
    parse("`{{name photonics}` and ${JSON.stringify({a: {b: 1}})}\n\n```\n{{name photonics}\n```\n");
    assert.deepEqual(told, []);
  });

  test("marks of a page with the same mistake are told together, once", () => {
    parse("{{name x}}\n".repeat(12));
    assert.equal(told.length, 1);
    assert.match(
      told[0]!,
      /^src\/page\.md:5: \{\{name x\}\} \(line 5\), .* and 4 more: unknown technology: x; the nearest is /
    );
  });

  test("a word that is missing is told with a mark that has it", () => {
    parse("{{patents.rca}} and {{claim}}\n");
    assert.match(
      told[0]!,
      /^src\/page\.md:5: \{\{patents\.rca\}\}: patents\.rca needs a second word, such as the slug of/
    );
    assert.match(
      told[1]!,
      /^src\/page\.md:5: \{\{claim\}\}: claim takes one word, the name of a claim, not 0; the nearest is claim /
    );
    parse("{{figure}}\n\n{{figure netwrk}}\n\n{{lab robustnes}}\n");
    assert.match(told[0]!, /^src\/page\.md:5: \{\{figure\}\}: figure takes one word, the name of a figure, not 0/);
    assert.deepEqual(told.slice(1), [
      "src/page.md:7: {{figure netwrk}}: unknown figure: netwrk; the nearest is network",
      "src/page.md:9: {{lab robustnes}}: unknown part of the lab: robustnes; the nearest is robustness"
    ]);
  });

  test("in HTML, a table, a heading, a list and a quotation it has its own line", () => {
    const body = [
      "## Of {{regoin}} {#of}",
      "",
      '<p class="lead">One',
      "two {{name x1}}</p>",
      "",
      "- one",
      "- {{name x2}}",
      "",
      "> {{name x3}}",
      "",
      "| a | b |",
      "|---|---|",
      "| 1 | {{name x4}} |"
    ].join("\n");
    parse(body);
    const line = (text: string) => Number(/:(\d+):/.exec(text)![1]);
    assert.deepEqual(
      [...told].sort((one, other) => line(one) - line(other)).map((text) => text.replace(/: unknown.*/, "")),
      [
        "src/page.md:5: {{regoin}}",
        "src/page.md:8: {{name x1}}",
        "src/page.md:11: {{name x2}}",
        "src/page.md:13: {{name x3}}",
        "src/page.md:17: {{name x4}}"
      ]
    );
  });

  test("lines are right with Windows line ends, without front matter, and in the file of all technologies", () => {
    const body = "One\n\n{{regoin}}\n";
    parse(body, {text: (head + body).replaceAll("\n", "\r\n")});
    assert.match(told[0]!, /^src\/page\.md:7: /);
    parse(body, {text: body});
    assert.match(told[0]!, /^src\/page\.md:3: /);
    const of = (slug: string) => ({
      path: `/technology/${slug}`,
      file: "technology/[slug].md",
      params: {slug},
      text: body
    });
    parse(body, of("photonics"));
    assert.match(told[0]!, /^src\/technology\/\[slug\]\.md:3: /);
  });

  test("it is told once while it stands, and again when it comes back", () => {
    parse("{{regoin}}");
    assert.equal(told.length, 1);
    parse("{{regoin}} and more");
    assert.equal(told.length, 0);
    assert.doesNotMatch(parse("{{region}}"), /mistake/);
    parse("{{regoin}}");
    assert.equal(told.length, 1);
  });

  test("what an author writes is text in the page", () => {
    const html = parse("{{<img src=x onerror=alert(1)>}}");
    assert.match(html, /\{\{&lt;img src=x/);
    assert.doesNotMatch(html, /<img/);
  });
});

test("a build lists all mistakes, each once and in order, and fails", () => {
  const script = `
    const {failAtExit} = await import(${JSON.stringify(join(projectFolder, "src/prerender/mistakes.ts"))});
    const mistakes = failAtExit(${JSON.stringify(folders)});
    const at = (fromEnd) => ({path: "/page", params: {}, written: "{{x}}", message: "unknown " + fromEnd, fromEnd});
    for (const path of [1, 2]) {
      mistakes.begin("/page");
      for (const fromEnd of [1, 3, 12]) mistakes.take(at(fromEnd));
      mistakes.end("/page");
    }
    process.exit(0);`;
  writeFileSync(join(folders.root, "page.md"), "\n".repeat(11));
  const {status, stderr} = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    cwd: projectFolder,
    encoding: "utf8"
  });
  assert.deepEqual(stderr.trim().split("\n"), [
    "src/page.md:1: {{x}}: unknown 12",
    "src/page.md:10: {{x}}: unknown 3",
    "src/page.md:12: {{x}}: unknown 1"
  ]);
  assert.equal(status, 1);
});

test("a claim that cannot be judged or said is told with the place where it is written", async () => {
  const failing = () => {
    onClaim({id: "funding-orphans"}, () => {
      throw new RangeError("unknown technology: photonic; the nearest is photonics");
    });
  };
  await assert.rejects(placingClaims(failing), (error: InputError) => {
    const {file, line} = error.place;
    assert.match(readFileSync(join(projectFolder, file!), "utf8").split("\n")[line! - 1]!, /"funding-orphans"/);
    assert.match(error.message, /^claim funding-orphans: unknown technology: photonic; the nearest is photonics$/);
    return true;
  });
});
