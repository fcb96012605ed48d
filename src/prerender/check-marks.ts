import type {MarkupRenderer} from "./markup.ts";
import {markOf, splitMark} from "./marks.js";
import type {PageRenderer} from "./renderer.ts";

/** A renderer that checks marks as another one does, and writes nothing. */
export function checkMarks(renderer: Pick<PageRenderer, "check" | "conditions">): MarkupRenderer {
  return {
    conditions: renderer.conditions,
    inline(mark) {
      renderer.check(mark.trim());
      return {kind: "text", text: ""};
    },
    block(mark) {
      const {name} = splitMark(mark);
      if (!markOf(name)?.paragraph) return undefined;
      renderer.check(mark.trim(), true);
      return "";
    }
  };
}
