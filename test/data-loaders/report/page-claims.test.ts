import assert from "node:assert/strict";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {pagesFolder, readPageClaims} from "../../../data-loaders/report/page-claims.ts";
import {judgeableClaims} from "../../../src/narrative/claims/claim-mark.ts";
import {published, publishedSnapshot} from "../../src/narrative/fixture.ts";

const page = `---
title: Light
---

{{if published}}
The study praises lasers. {{claim study: patents.rca photonics > 1}}
{{end}}

{{if complete}}
Money follows. {{claim money: deals.rca photonics > 1}}
{{end}}

{{if withheld}}
Some money follows. {{claim money: deals.count photonics > 0}}
{{end}}

{{if complete}}Photonics is funded.{{end}}{{if withheld}}Photonics has a deal.{{end}} {{claim inline: deals.count photonics > 1}}
`;

/** Calls back with a project of one page. */
async function withPage<Result>(text: string, read: (root: string) => Promise<Result>): Promise<Result> {
  const root = await mkdtemp(join(tmpdir(), "page-claims-"));
  try {
    await mkdir(join(root, pagesFolder));
    await writeFile(join(root, pagesFolder, "index.md"), text);
    return await read(root);
  } finally {
    await rm(root, {recursive: true});
  }
}

test("only the parts of a page that a report shows make claims, whatever ends its lines", async () => {
  const {technologies} = publishedSnapshot();
  for (const text of [page, page.replaceAll("\n", "\r\n")]) {
    const claims = await withPage(
      text,
      async (root) => await readPageClaims({region: "Flanders", published: false, root})
    );
    const own = (id: string, says: string, holds: string) => ({id, section: "Light", says, holds});
    assert.deepEqual(claims, {
      complete: [
        own("money", "Money follows.", "deals.rca photonics > 1"),
        own("inline", "Photonics is funded.", "deals.count photonics > 1")
      ],
      withheld: [
        own("money", "Some money follows.", "deals.count photonics > 0"),
        own("inline", "Photonics has a deal.", "deals.count photonics > 1")
      ]
    });
    // No claim has the name of another, and each has its sentence.
    for (const shown of Object.values(claims)) assert.deepEqual(judgeableClaims(shown, technologies), shown);
  }
});

test("a report with published values makes the claims about them", async () => {
  const {complete} = await withPage(
    page,
    async (root) => await readPageClaims({region: "Flanders", published: published.region !== null, root})
  );
  assert.deepEqual(
    complete.map(({id}) => id),
    ["study", "money", "inline"]
  );
});
