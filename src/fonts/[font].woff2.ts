// Hands the typefaces to the pages, from their npm packages (SIL Open Font License 1.1).
import {parseArgs} from "node:util";
import {findFont, readFont} from "../site/framework/fonts.ts";

const {values} = parseArgs({options: {font: {type: "string"}}});
if (values.font === undefined) throw new Error("missing font: run as a loader, or with --font=NAME");
process.stdout.write(readFont(findFont(values.font)));
