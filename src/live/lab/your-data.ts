import {figureWords} from "../../words/en/figures.js";
import {drawBars, drawPlane, locationTable, shownRows} from "../../your-data/figures.js";
import {type OwnLocation, locationCsv, resultHeader} from "../../your-data/indicators.js";
import {ownLimits} from "../../your-data/problems.js";
import {reasonWords} from "../../words/en/loading.js";
import {yourDataWords as say} from "../../words/en/your-data.js";
import {figureHtml, tableHtml} from "../../prerender/figure-html.js";
import {html} from "../../text/html.js";
import {pageWords} from "../../words/en/pages.js";
import {saveFile} from "../downloads.js";
import {chartForScreen, wakeFigures} from "../show-figure.js";
import {follow} from "../follow.js";
import {afterFirstPaint} from "../first-paint.js";
import type {Answers, Ask, FromWorker, OwnSummary} from "./your-data-protocol.ts";

/** A file that a reader gives. */
interface OwnFile {
  name: string;
  /** In bytes. */
  size: number;
  bytes(): Promise<ArrayBuffer>;
}

/** What is shown: a file that could be computed, and one of its locations. */
interface Shown {
  name: string;
  summary: OwnSummary;
  location: OwnLocation;
}

/**
 * Lets a reader drop or choose a file and shows what follows from it. The last good result stays when another file is
 * of no use. Nothing is asked of the network once a file is there, but for the decoder of Parquet, which is part of the
 * site.
 */
export function install(part: HTMLElement): void {
  const zone = part.querySelector<HTMLElement>("[data-drop]")!,
    input = part.querySelector<HTMLInputElement>("input[type=file]")!;
  const example = part.querySelector<HTMLButtonElement>("[data-example]")!,
    message = part.querySelector<HTMLElement>("[data-message]")!;
  const result = part.querySelector<HTMLElement>("[data-result]")!;
  let worker: ReturnType<typeof startWorker> | undefined;
  // What computes is there before a file is.
  const ready = () => (worker ??= startWorker());
  afterFirstPaint(() => {
    ready()({kind: "ready"})
      .then(() => (part.dataset.ready = ""))
      .catch(() => {
        // It is said when a file is there that cannot be computed.
      });
  });
  let shown: Shown | undefined;
  const tell = (text: string, state: "busy" | "bad" | "good") => {
    message.textContent = text;
    message.dataset.state = state;
    part.setAttribute("aria-busy", String(state === "busy"));
  };
  const refuse = (text: string) => tell(shown ? `${text} ${say.kept(shown.name)}` : text, "bad");

  const chosenLocation = follow<number, OwnLocation>({
    answer: async (location) => await ready()({kind: "location", location}),
    show(location) {
      if (!shown) return;
      shown = {...shown, location};
      showLocation(result, shown);
    },
    failed: (error) => refuse(say.failed(error instanceof Error ? error.message : String(error)))
  });

  const files = follow<OwnFile, Answers["read"]>({
    answer: async ({bytes}) => await ready()({kind: "read", bytes: new Uint8Array(await bytes())}),
    show(answer, {name}) {
      if ("problem" in answer) return refuse(`${name}: ${say.problem(answer.problem)}`);
      chosenLocation.stop();
      shown = {name, ...answer};
      showResult(result, shown, {
        choose: (location) => chosenLocation.ask(location),
        all: async () => await ready()({kind: "all"}),
        current: () => shown!,
        failed: (error) => refuse(say.failed(error instanceof Error ? error.message : String(error)))
      });
      const {summary} = answer;
      tell(
        say.read({name, locations: summary.locations.length, technologies: summary.technologies, rows: summary.rows}),
        "good"
      );
    },
    failed: (error) => refuse(say.failed(error instanceof Error ? error.message : String(error)))
  });
  const read = (file: OwnFile) => {
    files.stop();
    if (file.size > ownLimits.bytes)
      return refuse(`${file.name}: ${say.problem({kind: "too-large", bytes: file.size})}`);
    tell(say.reading(file.name), "busy");
    files.ask(file);
  };
  const readFile = (file: File) =>
    read({name: file.name, size: file.size, bytes: async () => await file.arrayBuffer()});

  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) readFile(file);
    // The same file can be chosen again when it has been mended.
    input.value = "";
  });
  // A file that misses the zone must not replace the page.
  for (const type of ["dragover", "drop"] as const)
    part.ownerDocument.addEventListener(type, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  zone.addEventListener("dragover", () => (zone.dataset.over = ""));
  for (const type of ["dragleave", "drop"] as const) zone.addEventListener(type, () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file) readFile(file);
  });
  example.addEventListener("click", () => {
    const link = part.querySelector<HTMLAnchorElement>("a[download]")!;
    void fetch(link.href)
      .then(async (response) => {
        if (!response.ok) throw new Error(reasonWords.status(response.status));
        const bytes = await response.arrayBuffer();
        read({name: link.download, size: bytes.byteLength, bytes: () => Promise.resolve(bytes)});
      })
      .catch((error: unknown) => refuse(say.failed(error instanceof Error ? error.message : String(error))));
  });
  input.disabled = example.disabled = false;
}

/** Starts what computes; the function returned asks it. */
function startWorker(): <A extends Ask>(ask: A) => Promise<Answers[A["kind"]]> {
  const worker = new Worker(import.meta.resolve("./your-data-worker.js"), {type: "module"});
  const waiting = new Map<number, {resolve: (answer: never) => void; reject: (error: Error) => void}>();
  let asked = 0;
  worker.onmessage = ({data}: MessageEvent<FromWorker>) => {
    const {resolve, reject} = waiting.get(data.id)!;
    waiting.delete(data.id);
    if ("error" in data) reject(new Error(data.error));
    else resolve(data.answer as never);
  };
  worker.onerror = ({message}) => {
    for (const {reject} of waiting.values()) reject(new Error(message || reasonWords.noWorker));
    waiting.clear();
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.set(++asked, {resolve, reject});
      worker.postMessage({id: asked, ask}, ask.kind === "read" ? [ask.bytes.buffer as ArrayBuffer] : []);
    });
}

interface ResultActions {
  choose(location: number): void;
  all(): Promise<Blob>;
  current(): Shown;
  failed(error: unknown): void;
}

function showResult(result: HTMLElement, shown: Shown, actions: ResultActions): void {
  const {
    summary: {columns, ignored, decimalComma, missing, locations}
  } = shown;
  result.innerHTML = String(html`<h2 id="own-results">${say.resultTitle}</h2>
<p class="computed">${say.columnsRead(columns, ignored)}${decimalComma && ` ${say.decimalComma}`}${missing > 0 && ` ${say.missing(missing)}`}</p>
<div class="filters"><label>${say.location} <select>${locations.map((name, i) => html`<option value="${i}">${name}</option>`)}</select></label>
<button type="button" data-save="location">${say.downloadPlace}</button> <button type="button" data-save="all">${say.downloadAll}</button></div>
<div data-location></div>`);
  const select = result.querySelector("select")!;
  select.addEventListener("change", () => actions.choose(Number(select.value)));
  result.querySelector("[data-save=location]")!.addEventListener("click", () => {
    const {location} = actions.current();
    saveFile(new Blob([resultHeader, locationCsv(location), "\r\n"], {type: "text/csv"}), "results.csv");
  });
  result.querySelector("[data-save=all]")!.addEventListener(
    "click",
    () =>
      void actions
        .all()
        .then((blob) => saveFile(blob, "results-all.csv"))
        .catch(actions.failed)
  );
  showLocation(result, shown);
  result.hidden = false;
}

function showLocation(result: HTMLElement, {name, location}: Shown): void {
  const words = {...pageWords, source: () => say.source(name)};
  const frame = {words, sources: [], build: "", chart: chartForScreen};
  const table = locationTable(location, say);
  const options = {document: result.ownerDocument, words: figureWords, say};
  const shared = {number: null, datasets: [], table};
  const target = result.querySelector<HTMLElement>("[data-location]")!;
  target.innerHTML =
    String(html`${figureHtml({...shared, id: "own-rca", title: say.bars.title(location), howToRead: say.bars.howToRead(location, shownRows(location).length), draw: (width) => drawBars(location, {...options, width})}, frame)}
${figureHtml({...shared, id: "own-plane", title: say.plane.title(location), howToRead: say.plane.howToRead(location), draw: (width) => drawPlane(location, {...options, width})}, frame)}
<h3>${say.table}</h3>
${tableHtml(table, say.table, {words})}`);
  wakeFigures(target);
}
