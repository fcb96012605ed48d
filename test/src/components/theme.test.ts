import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {nextTheme, readTheme, setTheme} from "../../../src/components/theme.ts";

const forbidden = (): never => {
  throw new Error("storage is forbidden");
};
const store = (values: Record<string, string>) => ({
  getItem: (key: string) => values[key] ?? null,
  setItem: (key: string, value: string) => void (values[key] = value),
  removeItem: (key: string) => void delete values[key]
});
const page = () => ({dataset: {}}) as HTMLElement;

describe("themes", () => {
  test("the button goes round through all three", () => {
    assert.deepEqual([nextTheme("system"), nextTheme("light"), nextTheme("dark")], ["light", "dark", "system"]);
  });

  test("what is kept is read again; anything else, or no storage, is the system's", () => {
    const values: Record<string, string> = {};
    const root = page();
    setTheme("dark", root, () => store(values));
    assert.deepEqual([values, root.dataset.theme, readTheme(() => store(values))], [{theme: "dark"}, "dark", "dark"]);
    setTheme("system", root, () => store(values));
    assert.deepEqual([values, root.dataset.theme, readTheme(() => store(values))], [{}, undefined, "system"]);
    assert.equal(
      readTheme(() => store({theme: "<pink>"})),
      "system"
    );
    assert.equal(readTheme(forbidden), "system");
  });

  test("without storage the choice still holds for the page", () => {
    const root = page();
    setTheme("light", root, forbidden);
    assert.equal(root.dataset.theme, "light");
  });
});
