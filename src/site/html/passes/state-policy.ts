import type {Pass} from "../pass.ts";
import {hashesOfScripts, policyText} from "../policy.ts";
import {attribute, create, insertAfter, named, textNode} from "../tree.ts";

/**
 * Writes into each page the policy under which it runs. It must be the last pass, since browsers refuse scripts that
 * change afterwards.
 */
export const statePolicy: Pass = {
  name: "state the policy",
  expects: () => "<meta charset>, after which the policy belongs",
  lookAt: "src/site/html/passes/state-policy.ts",
  apply({document, head}, {scripts}) {
    const charset = named(head, "meta").filter((meta) => attribute(meta, "charset") !== undefined);
    const hashes = hashesOfScripts(document);
    for (const hash of hashes) scripts.add(hash);
    for (const meta of charset) {
      const line = textNode("\n");
      insertAfter(line, meta);
      insertAfter(create("meta", {"http-equiv": "Content-Security-Policy", content: policyText(hashes)}), line);
    }
    return charset.length;
  }
};
