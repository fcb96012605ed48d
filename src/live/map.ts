import {standingIn} from "../indicators/snapshot.js";
import {regionsIn} from "../figures/map-regions.js";
import {firstTechnology} from "../prerender/first-technology.js";
import {sourceHtml} from "../prerender/figure-html.js";
import {pageWords} from "../words/en/pages.js";
import {messageOf} from "../text/message-of.js";
import {follow} from "./follow.js";
import {loadMap, shownReport} from "./report.js";
import {updateFigure} from "./show-figure.js";
import {mapWords, toolWords} from "../words/en/live.js";
import type {Lens} from "../terms/lenses.ts";

/** Lets a reader choose the technology and the lens of the map. Title, labels, table and source follow. */
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
        firstTechnology(snapshot.technologies, "semiconductors").slug
      );
      const lens = select(mapWords.lens, Object.entries(mapWords.lenses), "patents");
      controls.append(technology.label, lens.label, message);
      controls.hidden = false;
      const draw = (
        {slug, lens: of}: {slug: string; lens: Lens},
        {drawMap, mapHowToRead, mapTable, mapTitle, figureWords: words, data}: Drawing
      ) => {
        const at = snapshot.technologies.findIndex((one) => one.slug === slug);
        const chosen = snapshot.technologies[at]!;
        const regions = regionsIn(shown ?? data.regions, of, at);
        const what = {
          region: snapshot.region.code,
          own: {name: words.regionName(snapshot.region), ...standingIn(snapshot, chosen.technology, of)},
          technology: chosen.name,
          lens: of
        };
        updateFigure(figure, {
          title: mapTitle(regions, what, words),
          howToRead: mapHowToRead(regions, what, words),
          draw: (width) => drawMap(regions, data.outlines, {width, document, words, ...what}),
          table: mapTable(regions, what, words),
          source: sourceHtml([of], {words: pageWords, sources, build})
        });
      };
      const follower = follow<{slug: string; lens: Lens}, Drawing>({
        answer: loadDrawing,
        show: (drawing, choice) => draw(choice, drawing),
        failed(error) {
          message.textContent = toolWords.failed(messageOf(error));
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
      // Without the report's values, the published map stays and its controls remain hidden.
    });
}

/** Loads the modules and data of the map, at the first choice. */
async function loadDrawing() {
  const [map, words, data] = await Promise.all([
    import("../figures/map.js"),
    import("../words/en/figures.js"),
    loadMap()
  ]);
  return {...map, ...words, data};
}
type Drawing = Awaited<ReturnType<typeof loadDrawing>>;

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
