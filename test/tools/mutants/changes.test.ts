import assert from "node:assert/strict";
import {test} from "node:test";
import {applyMutant, type Change, nameMutants} from "../../../tools/mutants/mutant.ts";
import {sqlChanges} from "../../../tools/mutants/sql-changes.ts";
import {typescriptChanges} from "../../../tools/mutants/typescript-changes.ts";

const applied = (text: string, changes: readonly Change[]) =>
  changes.map((change) => `${change.operator}: ${applyMutant(text, change)}`);
const typescript = (text: string, file = "module.ts") => applied(text, typescriptChanges(text, file));
const sql = (text: string) => applied(text, sqlChanges(text));

test("comparisons get another boundary and their opposite", () => {
  assert.deepEqual(typescript("const x = a < b"), ["boundary: const x = a <= b", "negation: const x = a >= b"]);
  assert.deepEqual(typescript("f(a === b)").slice(1), ["negation: f(a !== b)"]);
});

test("arithmetic, logic, negations and defaults are swapped or removed", () => {
  assert.deepEqual(typescript("const x = a + b * 3"), [
    "arithmetic: const x = a - b * 3",
    "arithmetic: const x = a + b / 3",
    "number: const x = a + b * 4"
  ]);
  assert.deepEqual(typescript('const x = a + "b"'), ['string: const x = a + ""'], "texts are joined, not added");
  assert.deepEqual(typescript("const x = a && !b"), ["logic: const x = a || !b", "negation: const x = a && (b)"]);
  assert.deepEqual(typescript("const x = a ?? b"), ["default: const x = (a)!"]);
});

test("literals change, conditions stick, results and statements vanish", () => {
  assert.deepEqual(typescript("const x = [0, 1, true]"), [
    "array: const x = []",
    "number: const x = [1, 1, true]",
    "number: const x = [0, 0, true]",
    "boolean: const x = [0, 1, false]"
  ]);
  assert.deepEqual(typescript("if (a) b();"), [
    "condition: if (true) b();",
    "condition: if (false) b();",
    "statement: if (a) ;"
  ]);
  assert.deepEqual(typescript("const x = a ? b : c"), ["condition: const x = (b)", "condition: const x = (c)"]);
  assert.deepEqual(typescript("function f() { return a; }"), ["return: function f() { return undefined as never; }"]);
  assert.deepEqual(typescript("const x = {...(a && {b})}"), [
    "spread: const x = {...{}}",
    "logic: const x = {...(a || {b})}"
  ]);
});

test("methods are swapped for their counterparts or left out, patterns lose their anchors and flags", () => {
  assert.deepEqual(typescript("const x = Math.min(a.filter(b))"), [
    "method: const x = Math.max(a.filter(b))",
    "method: const x = Math.min(a)"
  ]);
  assert.deepEqual(typescript("const x = /^a$/g"), [
    "pattern: const x = /a$/g",
    "pattern: const x = /^a/g",
    "pattern: const x = /^a$/"
  ]);
});

test("what nothing observes is left alone", () => {
  for (const text of [
    'import {a} from "./a.ts"',
    'type A = "a" | 1',
    'throw new Error("a" + 1)',
    'note("reading")',
    'const column = {description: "a"}',
    'new InputError("a", {advice: "b"})',
    "if (process.argv[1] === file) run(1 + 2);"
  ])
    assert.deepEqual(
      typescript(text).filter((one) => !one.startsWith("statement")),
      [],
      text
    );
  assert.deepEqual(typescript('const a = "b"', "src/words/en/a.ts").length <= 1, true);
});

test("SQL in templates and files changes its operators, not its texts and comments", () => {
  assert.deepEqual(typescript("const x = `SELECT max(a) FROM t WHERE a <> ${b}`"), [
    "sql equality: const x = `SELECT max(a) FROM t WHERE a = ${b}`",
    "sql function: const x = `SELECT min(a) FROM t WHERE a <> ${b}`"
  ]);
  assert.deepEqual(sql("SELECT DISTINCT a FROM t WHERE a >= 2 AND b = 'x >= 1' -- a < b"), [
    "sql boundary: SELECT DISTINCT a FROM t WHERE a > 2 AND b = 'x >= 1' -- a < b",
    "sql equality: SELECT DISTINCT a FROM t WHERE a >= 2 AND b <> 'x >= 1' -- a < b",
    "sql logic: SELECT DISTINCT a FROM t WHERE a >= 2 OR b = 'x >= 1' -- a < b",
    "sql distinct: SELECT a FROM t WHERE a >= 2 AND b = 'x >= 1' -- a < b",
    "sql number: SELECT DISTINCT a FROM t WHERE a >= 3 AND b = 'x >= 1' -- a < b"
  ]);
  assert.deepEqual(sql("a BETWEEN b AND c"), []);
  assert.deepEqual(sql("a IS NOT NULL LEFT JOIN t"), [
    "sql null: a IS NULL LEFT JOIN t",
    "sql join: a IS NOT NULL JOIN t"
  ]);
});

test("ids follow from the change and its line, not from where it stands", () => {
  const id = (text: string) => nameMutants("a.ts", text, typescriptChanges(text, "a.ts")).map((one) => one.id);
  const text = "const x = a + b;\nconst y = a + b;\nconst x = a + b;\n";
  assert.equal(new Set(id(text)).size, 3);
  assert.deepEqual(id(`// moved\n\n${text}`), id(text));
  const [first] = nameMutants("a.ts", text, typescriptChanges(text, "a.ts")).slice(1);
  assert.deepEqual([first!.line, first!.original, first!.replacement], [2, "+", "-"]);
});
