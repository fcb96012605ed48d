import type {Pass} from "../pass.ts";
import {attribute, named, setAttribute} from "../tree.ts";

const limit = /,\s*maximum-scale=1$/;

/** Lets readers enlarge pages by pinching, which Framework forbids. */
export const allowZoom: Pass = {
  name: "allow zoom",
  expects: () => "<meta name=viewport> with maximum-scale=1",
  lookAt: "src/site/html/passes/allow-zoom.ts",
  apply({head}) {
    const limited = named(head, "meta").filter(
      (meta) => attribute(meta, "name") === "viewport" && limit.test(attribute(meta, "content") ?? "")
    );
    for (const meta of limited) setAttribute(meta, "content", attribute(meta, "content")!.replace(limit, ""));
    return limited.length;
  }
};
