import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {describe, test} from "node:test";
import {statePolicy} from "../../../../src/site/html/passes/state-policy.ts";
import {hashesOfScripts, policyText} from "../../../../src/site/html/policy.ts";
import {readHeaders, writeHeaders} from "../../../../src/site/html/security-headers.ts";
import {parsePage} from "../../../../src/site/html/tree.ts";
import {applyPass, pageOf} from "./passes/apply-pass.ts";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("the policy of a page", () => {
  test("names the scripts in the page, and nothing that comes from a file, a comment or a text", () => {
    const html = `<head><!-- <script>no()</script> --><script>a("</style>")</script><script type="module" src="b.js"></script><style>p { color: red }</style><textarea><script>no()</script></textarea></head>`;
    assert.deepEqual(hashesOfScripts(parsePage(html)), new Set([hash('a("</style>")')]));
  });

  test("is strict on scripts and lets styles stand anywhere", () => {
    const directives = new Map(
      policyText(new Set([hash("b"), hash("a")]))
        .split("; ")
        .map((one) => [one.split(" ")[0]!, one.split(" ").slice(1)])
    );
    assert.deepEqual(directives.get("script-src"), ["'self'", "'wasm-unsafe-eval'", ...[hash("a"), hash("b")].sort()]);
    assert.deepEqual(directives.get("style-src"), ["'self'", "'unsafe-inline'"]);
    assert.deepEqual(directives.get("default-src"), ["'self'"]);
    assert.deepEqual(directives.get("object-src"), ["'none'"]);
    for (const name of ["script-src-elem", "script-src-attr"]) assert.equal(directives.get(name), undefined);
  });

  test("stands before all to which it applies", async () => {
    const scripts = new Set<string>();
    const page = pageOf('\n<meta charset="utf-8">\n<script>a</script>', "");
    assert.equal(
      await applyPass(statePolicy, page, {scripts}),
      pageOf(
        `\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policyText(new Set([hash("a")]))}">\n<script>a</script>`,
        ""
      )
    );
    assert.deepEqual(scripts, new Set([hash("a")]), "the header names it, too");
  });

  test("has no place in a page without the known shell: the build fails", async () => {
    await assert.rejects(applyPass(statePolicy, pageOf("", "")), /pass "state the policy" found no <meta charset>/);
  });

  test("headers come back from the file as they were written", () => {
    const headers = readHeaders(`${writeHeaders("default-src 'self'")}/other\n  X-Other: 1\n`);
    assert.equal(headers["content-security-policy"], "default-src 'self'");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["x-other"], undefined);
    assert.deepEqual(readHeaders(""), {});
  });
});
