import assert from "node:assert/strict";
import {test} from "node:test";
import {PartsAside} from "../../../src/prerender/set-aside.ts";
import {html, raw} from "../../../src/text/html.ts";

test("parts that are set aside come back as they were, each into its place", () => {
  const parts = new PartsAside();
  const [drawing, table] = [raw("<svg><path d='$&'/></svg>"), raw("<table></table>")];
  const page = String(html`<p>${parts.take(drawing)}</p><p>${parts.take(table)}</p>`);
  assert.doesNotMatch(page, /svg|table/);
  assert.equal(parts.putBack(page), `<p>${drawing}</p><p>${table}</p>`);
});

test("an element that no part belongs to fails the page", () => {
  assert.throws(() => new PartsAside().putBack('<data value="set-aside-3"></data>'), /set-aside-3/);
});
