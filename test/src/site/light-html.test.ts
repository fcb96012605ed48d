import assert from "node:assert/strict";
import {test} from "node:test";
import {lightenPage} from "../../../src/site/light-html.ts";

const head = '<head>\n<link rel="stylesheet" href="a.css">\n<link rel="modulepreload" href="./_npm/apache-arrow@17.0.0/8c.js">\n<link rel="modulepreload" href="./x.js">\n';

test("a page without cells loses its preloads, and nothing else", () => {
  const script = '<script type="module">\nimport "./_observablehq/client.js";\n</script>';
  assert.equal(lightenPage(head + script), `<head>\n<link rel="stylesheet" href="a.css">\n${script}`);
});

test("a page with cells keeps them", () => {
  const page = `${head}<script type="module">\nimport {define} from "./_observablehq/client.js";\n</script>`;
  assert.equal(lightenPage(page), page);
});
