import assert from "node:assert/strict";
import {randomBytes} from "node:crypto";
import {mkdir, mkdtemp, rm, truncate, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {checkBudgets, describeWeight, weigh} from "../../../../src/site/release/budgets.ts";

test("a site within its budgets passes; one with a page or a file too many kilobytes is refused, and told what and how much", async () => {
  const site = await mkdtemp(join(tmpdir(), "budgets-"));
  try {
    await mkdir(join(site, "lab"));
    await writeFile(join(site, "index.html"), "<p>light</p>".repeat(100_000));
    await writeFile(join(site, "lab/index.html"), "<p>light</p>");
    await checkBudgets(site);
    const weights = new Map((await weigh(site)).map(({what, weight}) => [what, weight]));
    assert.equal(weights.get("files"), 2);
    assert.ok(weights.get("the report's page, gzipped")! < 10_000, "what packs well weighs little");

    await writeFile(join(site, "index.html"), randomBytes(400_000).toString("hex"));
    await assert.rejects(
      checkBudgets(site),
      /^InputError: .*too heavy: the report's page, gzipped \d+ kB, limit \d+ kB/
    );

    await writeFile(join(site, "index.html"), "");
    await writeFile(join(site, "table.parquet"), "");
    await truncate(join(site, "table.parquet"), 26 * 2 ** 20);
    await assert.rejects(checkBudgets(site), /too heavy: the largest file, on disk 27\.3 MB, limit 26\.2 MB/);
  } finally {
    await rm(site, {recursive: true, force: true});
  }
});

test("weights are told as people read them", () => {
  assert.deepEqual(
    [describeWeight(12_345, "bytes"), describeWeight(3_440_000, "bytes"), describeWeight(1512, "files")],
    ["12 kB", "3.4 MB", "1,512"]
  );
});
