import assert from "node:assert/strict";
import {test} from "node:test";
import {croissant} from "../../../../src/site/api/croissant.ts";
import {release} from "../html/passes/apply-pass.ts";

const described = (authors: readonly string[]) =>
  croissant([], {...release, authors}, {build: "b", sources: []}) as {creator: unknown; citeAs: string};

test("a description names each author as an organisation, also one whose name has an “and”", () => {
  const [ministry, council] = ["Ministry of Economy and Innovation", "The Council"];
  const organisation = (name: string) => ({"@type": "sc:Organization", name});
  assert.deepEqual(described([ministry]).creator, organisation(ministry));
  const both = described([ministry, council]);
  assert.deepEqual(both.creator, [organisation(ministry), organisation(council)]);
  assert.match(both.citeAs, /author = \{\{Ministry of Economy and Innovation\} and \{The Council\}\}/);
});
