/** `npm run draw -- social-card`: draws the picture that other sites show beside a link, from the built report. */
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {launchChromium} from "../browser.ts";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import type {RecordSource} from "../../src/narrative/provenance.ts";
import {addressOf, serve} from "../../src/site/serve.ts";
import {factsOf, socialCard} from "../../src/site/release/social-card.ts";
import {projectFolder, projectSite} from "../../src/site/site.ts";

const style = `
body {
  background: var(--paper);
  display: grid;
  grid-template-columns: 410px 1fr;
  gap: 24px;
  height: ${socialCard.height}px;
  margin: 0;
  overflow: hidden;
  padding: 0;
  width: ${socialCard.width}px;
}
.card-words {
  border-left: 14px solid var(--accent);
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  height: 100%;
  justify-content: space-between;
  padding: 48px 0 44px 40px;
}
.card-words h1 { font-size: 54px; line-height: 1.08; margin: 0; max-width: none; }
.card-words p { color: var(--ink-soft); font-size: 25px; line-height: 1.35; margin: 24px 0 0; max-width: none; }
.card-chart { align-self: center; padding-right: 28px; }
.card-chart svg { display: block; height: auto; width: 100%; }`;

async function drawSocialCard(): Promise<void> {
  const server = await serve(projectSite.output);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: {width: socialCard.width, height: socialCard.height},
      colorScheme: "light",
      bypassCSP: true
    });
    // The TypeScript loader wraps named functions, including those sent to the page, in a call of `__name`.
    await page.addInitScript("globalThis.__name ??= (target) => target");
    await page.goto(`${addressOf(server)}/`);
    await page.locator("#figure-treemap-patents .chart-wide svg").waitFor();
    const {sources} = JSON.parse(await readFile(join(projectSite.output, "api/manifest.json"), "utf8")) as {
      sources: RecordSource[];
    };
    const facts = factsOf({config: await loadReportConfig(), sources});
    await page.evaluate(
      ([css, title, records]) => {
        const chart = document.querySelector("#figure-treemap-patents .chart-wide svg")!;
        const part = (name: string, ...content: Node[]) => {
          const element = document.createElement("div");
          element.className = name;
          element.append(...content);
          return element;
        };
        const words = (name: string, text: string) => {
          const element = document.createElement(name);
          element.textContent = text;
          return element;
        };
        const text = part(
          "",
          words("h1", title),
          words("p", "Patents, publications and start-up funding. Every number open to question.")
        );
        document.body.replaceChildren(
          part("card-words", text, words("p", records?.replace(/\.$/, "") ?? "A live policy report")),
          part("card-chart", chart)
        );
        document.head.append(Object.assign(document.createElement("style"), {textContent: css}));
      },
      [style, facts.title, facts.provenance] as const
    );
    await page.evaluate(async () => await document.fonts.ready);
    const folder = join(projectFolder, "src/site/release");
    await writeFile(join(folder, socialCard.file), await page.screenshot({type: "png"}));
    await writeFile(join(folder, socialCard.facts), `${JSON.stringify(facts, null, 2)}\n`);
    process.stdout.write(`src/site/release/${socialCard.file}\n`);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

export const command = defineCommand({
  name: "npm run draw -- social-card",
  about: "Draws the picture that shared links to the site show, from the built site.",
  run: drawSocialCard
});

await runIfStarted(import.meta.url, command);
