import {readFileSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {splitPage} from "../../src/text/front-matter.ts";

/** The file about the parts of a page. */
export const partsPath = join(projectRoot, "docs/parts.md");

const galleryPath = join(projectRoot, "src/lab/parts.md");

/** The gallery of parts as a document: the same texts, with the code in place of what it makes. */
export function partsMarkdown(): string {
  const {body} = splitPage(readFileSync(galleryPath, "utf8"));
  const texts = body
    .replace(/^(```\w+) echo$/gm, "$1")
    .replace(/<p class="lead">.*<\/p>/, "Every interactive page consists of these parts.");
  const [title, ...rest] = texts.slice(texts.indexOf("# ")).split("\n");
  const code = texts.slice(0, texts.indexOf("# ")).trim();
  return `${title}

\`npm run draw -- parts\` writes this document from \`src/lab/parts.md\`, the page \`/lab/parts\`, which shows each part
above its code; a test compares the two. A page imports what it uses:

${code}
${rest.join("\n")}`;
}

export const command = defineCommand({
  name: "npm run draw -- parts",
  about: "Writes docs/parts.md from the gallery of parts.",
  options: {},
  async run() {
    await writeFile(partsPath, partsMarkdown());
    process.stdout.write("docs/parts.md\n");
  }
});

await runIfStarted(import.meta.url, command);
