// A reader of JSON that knows the lines, compared with the one of the language.
import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {JsonError, readJson} from "../../../data-loaders/console/positioned-json.ts";

test("it reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      assert.deepEqual(readJson(text).value, JSON.parse(text));
    })
  );
});

test("it refuses what JSON.parse refuses, with a line of the text", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom("", ",", '"', "}", "]", ":", "x"), (value, at, sign) => {
      const whole = JSON.stringify({value}, null, 2);
      const place = at % whole.length;
      const text = whole.slice(0, place) + sign + whole.slice(place + 1);
      try {
        JSON.parse(text);
      } catch {
        assert.throws(
          () => readJson(text),
          (error) => error instanceof JsonError && error.line >= 1 && error.line <= text.split("\n").length
        );
      }
    })
  );
});

test("each part has its line, and a missing one that of what is around it", () => {
  const {lineOf} = readJson('{\n"a": [\n1,\n{"b": 2}],\n\n"c":\n3}');
  assert.deepEqual(
    [[], ["a"], ["a", 0], ["a", 1], ["a", 1, "b"], ["c"], ["a", 1, "none"], ["none"]].map((path) => lineOf(path)),
    [1, 2, 3, 4, 4, 7, 4, 1]
  );
});

test("mistakes are told where they are", () => {
  const cases: [text: string, line: number, message: string][] = [
    ['{"a": 1\n"b": 2}', 1, "a comma is missing"],
    ['{"a": 1,\n}', 2, "a comma before }"],
    ["[1,\n2", 2, "] is missing at the end"],
    ['{"a"\n: }', 2, "a value is missing before }"],
    ['{"a" 1}', 1, 'a colon is missing after "a"'],
    ["{a: 1}", 1, "no name in quotes: a"],
    ['{"a":\n"b}', 2, "quotes are not closed"],
    ['{"a": 1, "a": 2}', 1, "a stands twice"],
    ['{"a": yes}', 1, "no value: yes"],
    ["", 1, "the file ends too early"],
    ["1 2", 1, "2 after the end"]
  ];
  for (const [text, line, message] of cases)
    assert.throws(
      () => readJson(text),
      (error: JsonError) => {
        assert.deepEqual([error.line, error.message], [line, message], text);
        return true;
      }
    );
});
