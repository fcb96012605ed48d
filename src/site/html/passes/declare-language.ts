import {language} from "../../../words/en/locale.ts";
import type {Pass} from "../pass.ts";
import {attribute, elements, named, setAttribute} from "../tree.ts";

/**
 * Declares the language of each page, which Framework does not. Screen readers would otherwise read English with the
 * voice of another language.
 */
export const declareLanguage: Pass = {
  name: "declare the language",
  expects: () => "page of Framework (<main id=observablehq-main>)",
  lookAt: "src/site/html/passes/declare-language.ts",
  apply({document}) {
    const [html] = named(document, "html");
    const shell = elements(document, (one) => attribute(one, "id") === "observablehq-main");
    if (html && attribute(html, "lang") === undefined) setAttribute(html, "lang", language);
    return shell.length;
  }
};
