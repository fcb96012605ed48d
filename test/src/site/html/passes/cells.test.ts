import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {postponeCells} from "../../../../../src/site/html/passes/postpone-cells.ts";
import {reserveSpaceForCells} from "../../../../../src/site/html/passes/reserve-space-for-cells.ts";
import {applyPass, pageOf} from "./apply-pass.ts";

const script = (text: string) => `<script type="module">\n\n${text}\n</script>`;
const imports = `import {define} from "./_observablehq/client.0a.js";
import {registerTable as register, FileAttachment} from "./_observablehq/stdlib.1b.js";
`;

describe("cells", () => {
  test("wait for a reader, with everything they import; imports within them stay", async () => {
    const cell = `
define({id: "0a", body: async () => {
const text = \`
import {no} from "./a.js";
\`;
const {figure} = await import("../parts.js");
}});`;
    assert.equal(
      await applyPass(postponeCells, pageOf(script(imports + cell), "")),
      pageOf(
        script(`if (!location.search) await globalThis[Symbol.for("somebody-reads")];
const {define} = await import("./_observablehq/client.0a.js");
const {registerTable: register, FileAttachment} = await import("./_observablehq/stdlib.1b.js");
${cell}`),
        ""
      )
    );
  });

  test("of which a page has none need nothing that runs them", async () => {
    const idle =
      'import "./_observablehq/client.0a.js";\nimport {registerFile} from "./_observablehq/stdlib.1b.js";\n\nregisterFile("define({id: 1})");';
    assert.equal(
      await applyPass(postponeCells, pageOf(script(idle), "")),
      pageOf(script(idle.replace(/^.*\n/, "")), "")
    );
  });

  test("fail the build when Framework's script is not found, or says what cannot wait", async () => {
    await assert.rejects(
      applyPass(postponeCells, pageOf(script('import {define} from "./elsewhere.js";'), "")),
      /pass "postpone cells" found no module script that imports "_observablehq\/client/
    );
    await assert.rejects(
      applyPass(
        postponeCells,
        pageOf(script(`${imports}import * as all from "./all.js";\ndefine({id: "a", body: () => 1});`), "")
      ),
      /cannot postpone the import of \* from "\.\/all\.js"/
    );
  });
});

describe("the space of cells", () => {
  const cell = (id: string, body: string, mode = "") =>
    `define({id: "${id}"${mode}, inputs: ["display"], body: async (display) => {\n${body}\n}});`;
  const block = (id: string, place = "") =>
    `<div class="observablehq observablehq--block">${place}<!--:${id}:--></div>`;
  const bodies: [string, string, string?][] = [
    [
      "a",
      'const scenario = view(scenarioControls({region: "a, b", counting: "fractional"}));',
      '<observablehq-loading class="place-controls" data-fields="2"></observablehq-loading>'
    ],
    [
      "b",
      "display(Inputs.table(await sql`SELECT 1`));",
      '<observablehq-loading class="place-table"></observablehq-loading>'
    ],
    [
      "c",
      'display(await figure("network", scenario));',
      '<observablehq-loading class="place-figure"></observablehq-loading>'
    ],
    ["d", 'display(await(\n"await figure(1)"\n))']
  ];
  const page = (cells: readonly string[], body: string) => pageOf(script(`${imports}${cells.join("\n\n")}`), body);

  test("is reserved where their height is known", async () => {
    const cells = bodies.map(([id, body]) => cell(id, body));
    const blocks = bodies.map(([id]) => block(id)).join("");
    const html = await applyPass(reserveSpaceForCells, page(cells, blocks));
    assert.equal(html, page(cells, bodies.map(([id, , place]) => block(id, place)).join("")));
  });

  test("is left to Framework within a line", async () => {
    const inLine = page([cell("a", 'await figure("a")', ', mode: "inline"')], "<p><!--:a:--></p>");
    assert.equal(await applyPass(reserveSpaceForCells, inLine), inLine);
  });

  test("cannot be reserved for a cell without a mark: the build fails", async () => {
    await assert.rejects(
      applyPass(reserveSpaceForCells, page([cell("a", 'await figure("a")')], block("b"))),
      /page page\.html: cell a has no mark <!--:a:-->/
    );
  });
});
