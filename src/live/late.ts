import {lateWords as words} from "../words/en/loading.js";
import {type Late, lateEvent} from "./patience.js";

const waiting = new Set<Late>();
let strip: HTMLElement | undefined;

/** Tells the reader what the page waits for in vain, at the foot of the window, with a button that tries again. */
export function installLate(): void {
  addEventListener(lateEvent, (event) => {
    const late = (event as CustomEvent<Late>).detail;
    waiting.add(late);
    void late.over.then(() => {
      waiting.delete(late);
      draw();
    });
    draw();
  });
}

function draw(): void {
  if (waiting.size === 0) {
    strip?.remove();
    strip = undefined;
    return;
  }
  strip ??= makeStrip();
  strip.querySelector("p")!.textContent = words.line(Array.from(waiting, ({what}) => words.names[what] ?? what));
}

function makeStrip(): HTMLElement {
  const made = document.createElement("aside");
  made.className = "late";
  made.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.again;
  button.addEventListener("click", () => {
    for (const late of [...waiting]) late.again();
  });
  made.append(document.createElement("p"), button);
  document.body.append(made);
  return made;
}
