import {regionsIn} from "../figures/map-regions.js";
import {chartWidths, sourceHtml, tableHtml} from "../prerender/figure-html.js";
import {pageWords} from "../words/en/pages.js";
import {follow} from "./follow.js";
import {loadMap, shownReport} from "./report.js";
import {mapWords, toolWords} from "../words/en/live.js";
import type {Lens} from "../terms/lenses.ts";

/** Lets a reader choose the technology and the lens of the map; title, names, table and source follow. */
export function installMap(root: ParentNode): void {
  const controls = root.querySelector<HTMLElement>("[data-map-controls]")!;
  const figure = controls.closest<HTMLElement>("figure")!;
  const message = document.createElement("span");
  message.setAttribute("role", "status");
  shownReport()
    .then(({report: {snapshot, sources, build, regions: shown}}) => {
      const technology = select(
        mapWords.technology,
        snapshot.technologies.map(({slug, name}) => [slug, name]),
        "semiconductors"
      );
      const lens = select(mapWords.lens, Object.entries(mapWords.lenses), "patents");
      controls.append(technology.label, lens.label, message);
      controls.hidden = false;
      const draw = (
        {slug, lens: of}: {slug: string; lens: Lens},
        {drawMap, mapTable, mapTitle, figureWords: words, data}: Drawing
      ) => {
        const at = snapshot.technologies.findIndex((one) => one.slug === slug);
        const chosen = snapshot.technologies[at]!;
        const regions = regionsIn(shown ?? data.regions, of, at);
        const what = {
          region: snapshot.region.code,
          own: {name: words.regionName(snapshot.region), rca: chosen.lenses[of].rca},
          technology: chosen.name,
          lens: of
        };
        const title = mapTitle(regions, what, words);
        const around = {words: pageWords, sources, build};
        rename(figure, title);
        for (const [name, width] of Object.entries(chartWidths))
          figure
            .querySelector(`.chart-${name}`)!
            .replaceChildren(drawMap(regions, data.outlines, {width, document, words, ...what}));
        figure.querySelector(".table-twin .table-scroll")!.outerHTML = tableHtml(
          mapTable(regions, what, words),
          title,
          around
        ).toString();
        figure.querySelector("figcaption")!.innerHTML = sourceHtml([of], around).toString();
      };
      const follower = follow<{slug: string; lens: Lens}, Drawing>({
        answer: loadDrawing,
        show: (drawing, choice) => draw(choice, drawing),
        failed(error) {
          message.textContent = toolWords.failed(error instanceof Error ? error.message : String(error));
        }
      });
      const change = () => {
        message.textContent = "";
        follower.replace({slug: technology.select.value, lens: lens.select.value as Lens});
      };
      technology.select.addEventListener("input", change);
      lens.select.addEventListener("input", change);
    })
    .catch(() => {
      // Without the report's values the map stays as it was written, and its controls hidden.
    });
}

/** What draws the map, and what it draws: needed once a reader chooses. */
async function loadDrawing() {
  const [map, words, data] = await Promise.all([
    import("../figures/map.js"),
    import("../words/en/figures.js"),
    loadMap()
  ]);
  return {...map, ...words, data};
}
type Drawing = Awaited<ReturnType<typeof loadDrawing>>;

/** Gives the figure a title, and its chart, which is named after it, the same. */
function rename(figure: HTMLElement, title: string): void {
  const heading = figure.querySelector(".figure-title")!;
  const chart = figure.querySelector(".chart")!;
  chart.setAttribute(
    "aria-label",
    chart.getAttribute("aria-label")!.replace(heading.textContent!, () => title)
  );
  heading.textContent = title;
}

function select(
  name: string,
  options: readonly (readonly [string, string])[],
  value: string
): {label: HTMLLabelElement; select: HTMLSelectElement} {
  const label = document.createElement("label");
  const element = document.createElement("select");
  for (const [key, text] of options) element.append(new Option(text, key, false, key === value));
  label.append(`${name} `, element);
  return {label, select: element};
}
