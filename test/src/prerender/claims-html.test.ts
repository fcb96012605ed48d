import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import {JSDOM} from "jsdom";
import type {ClaimsContext, JudgedClaim} from "../../../src/prerender/claims-html.ts";
import {narrativeWords} from "../../../src/words/en/narrative.ts";
import {pageWords} from "../../../src/words/en/pages.ts";

const {ledger} = await import("../../../src/prerender/claims-html.ts");

test("each section of the ledger has an id of its own, in any script", () => {
  const sections = ["3.1", "Ores", "Ores;", "ores", "Élan vital", "Руда", "鉱石", "鉄"];
  const claims = sections.map((section, i) => ({
    id: `claim-${i}`,
    section,
    technologies: [],
    wording: "So it is.",
    publishedText: "",
    computedText: "",
    judgement: {verdict: "holds", reason: ""}
  })) as unknown as JudgedClaim[];
  const context: ClaimsContext = {
    words: pageWords,
    verdicts: narrativeWords.verdicts,
    sectionNames: pageWords.sections,
    technologies: [],
    root: "./"
  };
  const page = new JSDOM(String(ledger(claims, context))).window.document;
  const ids = Array.from(page.querySelectorAll("h3"), ({id}) => id);
  assert.deepEqual(ids, [
    "section-3-1",
    "section-ores",
    "section-ores-",
    "section-ores-4",
    "section-élan-vital",
    "section-руда",
    "section-鉱石",
    "section-鉄"
  ]);
});
