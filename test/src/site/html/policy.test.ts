import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {describe, test} from "node:test";
import {plotStyles} from "../../../../src/site/html/plot-styles.ts";
import {hashesOf, moveStyleAttributes, policyText, statePolicy} from "../../../../src/site/html/policy.ts";
import {readHeaders, writeHeaders} from "../../../../src/site/html/security-headers.ts";
import {replaceAttributes, startTags} from "../../../../src/site/html/start-tags.ts";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("the policy of a page", () => {
  test("names what stands in the page, and nothing that comes from a file, a comment or a text", () => {
    const html = `<head><!-- <script>no()</script> --><script>a("</style>")</script><script type="module" src="b.js"></script><style>p { color: red }</style><textarea><script>no()</script></textarea></head>`;
    assert.deepEqual(hashesOf(html), {
      scripts: new Set([hash('a("</style>")')]),
      styles: new Set([hash("p { color: red }")])
    });
    const policy = policyText(hashesOf(html));
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+'; style-src 'self' 'sha256-[^']+'$/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'[^;]*'unsafe-eval|http|\*/);
  });

  test("stands before all to which it applies, and a page without the known shell is refused", () => {
    assert.equal(
      statePolicy('<head>\n<meta charset="utf-8">\n<script>', "x"),
      '<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="x">\n<script>'
    );
    assert.throws(() => statePolicy("<head>", "x"), /unknown page shell/);
  });

  test("style attributes become rules, equal ones the same", () => {
    const html = moveStyleAttributes(
      `<meta charset="utf-8"><p style="color: red">a</p><p STYLE='color: red' class="style">b</p><i title="style='x'" style=top:0>c</i><script>s = '<b style="x">'</script>`
    );
    assert.equal(
      html,
      `<meta charset="utf-8">\n<style>:is(#_,[data-style="0"]){color: red}\n:is(#_,[data-style="1"]){top:0}</style><p data-style="0">a</p><p data-style="0" class="style">b</p><i title="style='x'" data-style="1">c</i><script>s = '<b style="x">'</script>`
    );
    assert.throws(
      () => moveStyleAttributes(`<meta charset="utf-8"><p style="}body{color:red">`),
      /cannot stand in a rule/
    );
  });

  test("headers come back from the file as they were written", () => {
    const headers = readHeaders(`${writeHeaders("default-src 'self'")}/other\n  X-Other: 1\n`);
    assert.equal(headers["content-security-policy"], "default-src 'self'");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["x-other"], undefined);
    assert.deepEqual(readHeaders(""), {});
  });

  test("Plot's style sheets are those of a chart and of each legend", () => {
    assert.equal(plotStyles().length, 4);
  });
});

test("tags are found as a browser finds them", () => {
  assert.deepEqual(
    Array.from(startTags(`<p a=">"><!--<b>--><title><i></title><br/>`), ({name}) => name),
    ["p", "title", "br"]
  );
  assert.equal(
    replaceAttributes(`<p onclick="::1" on=x>`, (name, written) =>
      name === "onclick" ? `data-x=${written}` : undefined
    ),
    `<p data-x="::1" on=x>`
  );
});
