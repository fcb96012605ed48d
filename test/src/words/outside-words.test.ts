import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {describe, test} from "node:test";
import {readerWords} from "../../support/reader-words.ts";

const files = readdirSync("src", {withFileTypes: true})
  .filter(({name}) => name !== ".observablehq")
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(`src/${entry.name}`, {recursive: true, encoding: "utf8"}).map(
          (path) => `src/${entry.name}/${path.replaceAll("\\", "/")}`
        )
      : [`src/${entry.name}`]
  );
const ending = (end: string) => files.filter((file) => file.endsWith(end));

/** Modules may import the words of a language, but hold none; a language has pages of its own, which may hold any. */
const modules = ["observablehq.config.ts", ...ending(".ts")].filter(
  (file) => !file.endsWith(".d.ts") && !/^src\/words\/[^/]+\//.test(file)
);

/** Words that no reader of the site sees, or that are the same in every language. */
const exceptions: readonly {file: RegExp; text?: RegExp; why: string}[] = [
  {file: /^src\/site\/framework\//, why: "prepares packages and fonts, and tells whoever builds the site"},
  {file: /^src\/text\/nearest\.ts$/, why: "the end of an error message"},
  {file: /^src\/site\/fork\.ts$/, why: "a command prints it"},
  {file: /^src\/site\/missing-years\.ts$/, why: "a command prints it"},
  {
    file: /^src\/narrative\/claims\/claim-mark\.ts$/,
    text: /^another claim has the name/,
    why: "the message of a build that fails"
  },
  {
    file: /^src\/prerender\/markup\.ts$/,
    text: /^(another } after|the braces are not paired)/,
    why: "the message of a build that fails"
  },
  {file: /^src\/prerender\/mistakes\.ts$/, text: /^and … more$/, why: "the message of a build that fails"},
  {file: /^src\/prerender\/renderer\.ts$/, text: /^part of the (lab|text)$/, why: "the message of a build that fails"},
  {
    file: /^src\/site\/release\/(budgets|check-release|raw-files|site-list|unpack)\.ts$/,
    why: "the message of a build that fails"
  },
  {file: /^src\/site\/release\/summary\.ts$/, why: "the end of a build, on a terminal"},
  {file: /^src\/site\/guard\.ts$/, why: "the answers of a server of one's own computer"},
  {file: /^src\/site\/serve\.ts$/, text: /^not found$/, why: "the answer of a server of one's own computer"},
  {file: /^src\/site\/api\/page\.ts$/, text: /^Python$/, why: "the name of a language to program in"},
  {file: /^src\/your-data\/columns\.ts$/, why: "names of columns in files that readers have"}
];

const source = (file: string) => readFileSync(file, "utf8");
const isExcepted = (file: string, text: string) =>
  exceptions.some((one) => one.file.test(file) && (one.text ?? /^/).test(text));
const found = modules.flatMap((file) => readerWords(source(file), file).map((one) => ({file, ...one})));

describe("words for a reader", () => {
  test("stand in the words files alone", () => {
    assert.ok(modules.length > 200, `${modules.length} modules`);
    assert.deepEqual(
      found.filter(({file, text}) => !isExcepted(file, text)).map(({file, line, text}) => `${file}:${line}: ${text}`),
      [],
      "move these into src/words/en and import them from there"
    );
  });

  test("are not in style sheets", () => {
    for (const file of ending(".css"))
      for (const [, value] of source(file).matchAll(/content:([^;]*)/g))
        assert.doesNotMatch(Array.from(value!.matchAll(/"([^"]*)"/g), ([, text]) => text).join(), /\p{L}/u, file);
  });

  test("need no exception that nothing needs", () => {
    for (const {file, text = /^/, why} of exceptions)
      assert.ok(
        found.some((one) => file.test(one.file) && text.test(one.text)),
        `${file}: ${why}`
      );
  });

  test("name their language and locale in one place", () => {
    const elsewhere = ["observablehq.config.ts", ...ending(".ts"), ...ending(".md")].filter(
      (file) => file !== "src/words/en/locale.ts"
    );
    for (const file of elsewhere) assert.doesNotMatch(source(file), /["'`][a-z]{2}[-_][A-Z]{2}["'`]/, file);
  });
});

describe("the check of words", () => {
  const texts = (code: string) => readerWords(code).map(({text}) => text);

  for (const [what, code, words] of [
    ["text between tags", "html`<p class='a b'>Choose a ${x}</p>`", "Choose a …"],
    ["a single word between tags", "html`<button>go</button>`", "go"],
    ["a template in a template", "html`<ul>${rows.map((row) => html`<li>${row} left</li>`)}</ul>`", "… left"],
    ["a label that is read out", 'html`<a href="${x}" aria-label="Up">${y}</a>`', "Up"],
    ["a label that is put into a tag", 'html`<a${x && html` title="Up"`}>${y}</a>`', "Up"],
    ["markup in a plain string", 'element.innerHTML = "<b>Wait</b>";', "Wait"],
    ["the text of an element", 'note.textContent = ready ? "" : "wait";', "wait"],
    ["the title of the window", "document.title = `${name} again`;", "… again"],
    ["an attribute that is set", 'button.setAttribute("aria-label", "close");', "close"],
    ["an attribute of a tree", 'setAttribute(nav, "aria-label", "pages");', "pages"],
    ["an attribute of a drawing", 'draw("svg", {"aria-label": `map of ${place}`});', "map of …"],
    ["text that is appended", "label.append(`${name} or `, input);", "… or"],
    ["an option", 'new Option("none", "");', "none"],
    ["a column", 'const columns = [{key: "rca", label: "rca"}];', "rca"],
    ["a sentence in a variable", "const text = `The file ${name} is empty.`;", "The file … is empty."],
    ["two small words", 'const unit = one ? "one value" : many;', "one value"],
    ["a word with a capital", 'const names = {search: "Search"};', "Search"],
    ["a figure's number", 'treemap("patents", "Figure 3");', "Figure 3"],
    ["a returned sentence", 'const say = () => "nothing is left";', "nothing is left"],
    ["a locale", 'value.toLocaleString("nl-BE");', "nl-BE"]
  ] as const) {
    test(`sees ${what}`, () => assert.deepEqual(texts(code), [words]));
  }

  for (const [what, code] of [
    ["errors", 'throw new RangeError(`unknown place ${code}; take another one`); reject(new Error("it is gone"));'],
    ["words that come from the words files", 'html`<p title="${words.title}">${words.text}</p>`'],
    ["entities and signs", "html`<b>${x}&nbsp;–&nbsp;${y} %</b>`"],
    ["selectors", 'root.querySelector("thead th"); const tables = ".twin noscript, .chart noscript";'],
    ["class names", 'draw("g", {class: "labels small"}); html`<p${x && html` class="small soft"`}>${y}</p>`'],
    ["elements that are appended", 'svg.append("g").attr("class", "axis left");'],
    ["SQL", "db.run(`SELECT name FROM places WHERE code = ${code}`);"],
    ["keys that are compared", 'if (event.key === "Escape") stop(); switch (kind) { case "Literal": stop(); }'],
    ["live values", 'statement("id", {references: ["quadrant semiconductors"]});'],
    ["scripts and styles of a page", "html`<script>let a = 1</script><style>p { color: red }</style>`"],
    ["what a command prints", 'log("the site is ready"); defineCommand({about: "Builds the site."});'],
    ["types and comments", 'type Kind = "one word" | "two words"; // Not a word of this.']
  ] as const) {
    test(`lets ${what} pass`, () => assert.deepEqual(texts(code), []));
  }

  test("sees a sentence that is added to a component, and on which line", () => {
    const file = "src/components/search.ts";
    assert.deepEqual(readerWords(source(file), file), []);
    const lines = source(file).split("\n");
    const at = lines.findIndex((line) => line.includes("note.textContent = words.loading"));
    lines[at] = lines[at]!.replace("words.loading", '"Please wait."');
    assert.deepEqual(readerWords(lines.join("\n"), file), [{line: at + 1, text: "Please wait."}]);
  });
});
