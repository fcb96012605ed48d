import assert from "node:assert/strict";
import {test} from "node:test";
import {JSDOM} from "jsdom";
import {onUse, setAble, setShown} from "../../../src/live/keep-focus.ts";

/** A page with a button that has the focus, inside a section, and a status line. */
function openPage() {
  const {document} = new JSDOM(`<section><button>Try</button></section><p role="status" tabindex="-1">Changed</p>`)
    .window;
  const [section, button, line] = ["section", "button", "p"].map((name) => document.querySelector<HTMLElement>(name)!);
  button!.focus();
  return {document, section: section!, button: button as HTMLButtonElement, line: line!};
}

test("a button that cannot be used keeps the focus, does nothing, and works again afterwards", () => {
  const {document, button} = openPage();
  let uses = 0;
  onUse(button, () => {
    ++uses;
    setAble(button, false);
  });
  button.click();
  button.click();
  assert.deepEqual([uses, button.getAttribute("aria-disabled")], [1, "true"]);
  assert.equal(document.activeElement, button);
  setAble(button, true);
  button.click();
  assert.equal(uses, 2);
});

test("what is hidden hands the focus on, if it has it", () => {
  const {document, section, button, line} = openPage();
  setShown(section, true, line);
  assert.equal(document.activeElement, button);
  setShown(section, false, line);
  assert.deepEqual([document.activeElement, section.hidden], [line, true]);
  setShown(section, true, line);
  button.focus();
  setShown(line, false, section);
  assert.equal(document.activeElement, button, "it was elsewhere");
});
