// The gallery of parts: each works on one page with all others, and follows the same choices.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {assertAccessible} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {eventually, moveAbout, openSite, type TestSite} from "../browser/harness.ts";

let site: TestSite;
before(async () => {
  site = await openSite(await builtSite());
});
after(async () => await site?.close());

test("every part shows something, and all follow the choices", {timeout: 300_000}, async () => {
  const {page, assertQuiet, close} = await site.open("/lab/parts", {viewport: {width: 1280, height: 900}});
  await moveAbout(page);
  const report = await ensureReport();
  const rca = report.snapshot.technologies.find(({slug}) => slug === "semiconductors")!.lenses.patents.rca!;
  const number = page.locator("a.value[data-reference='patents.rca semiconductors']");
  await eventually(async () => assert.equal(await number.textContent(), rca.toFixed(2)));
  const shown = {
    controls: ".scenario-controls select",
    rows: "form[class*=inputs-] tbody tr",
    claim: ".own-claim .verdict",
    claims: "table.ledger tbody tr",
    figure: "#figure-treemap-patents svg",
    chart: "[id^=figure-own-] svg",
    flips: ".changes .computed",
    code: "pre code"
  };
  for (const [part, selector] of Object.entries(shown))
    await eventually(async () => assert.ok((await page.locator(selector).count()) > 0, part));
  await eventually(async () => assert.match(await page.locator(".changes").innerText(), /0 of 38 technologies change/));
  await page
    .locator(".scenario-controls")
    .getByLabel(/A record of several/)
    .selectOption("fractional");
  await eventually(async () => assert.notEqual(await number.textContent(), rca.toFixed(2)));
  await eventually(async () =>
    assert.doesNotMatch(await page.locator(".changes").innerText(), /^[^.]* 0 of 38 technologies change .* 0 claims/)
  );
  await assertAccessible(page);
  await assertQuiet();
  await close();
});
