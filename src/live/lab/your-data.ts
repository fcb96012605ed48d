import {figureWords} from "../../words/en/figures.js";
import {drawBars, drawPlane, locationTable, shownRows} from "../../your-data/figures.js";
import {type OwnLocation, locationCsv, resultHeader} from "../../your-data/indicators.js";
import {ownLimits} from "../../your-data/problems.js";
import {reasonWords} from "../../words/en/loading.js";
import {yourDataWords as say} from "../../words/en/your-data.js";
import {figureHtml, tableHtml} from "../../prerender/figure-html.js";
import {html} from "../../text/html.js";
import {messageOf} from "../../text/message-of.js";
import {optionsHtml} from "../../prerender/elements.js";
import {pageWords} from "../../words/en/pages.js";
import {saveFile} from "../downloads.js";
import {fetchFile} from "../fetch-file.js";
import {chartForScreen, wakeFigures} from "../show-figure.js";
import {follow, type Follower} from "../follow.js";
import {afterFirstPaint} from "../first-paint.js";
import {YourDataClient} from "./your-data-client.js";
import type {Answers, OwnSummary} from "./your-data-protocol.ts";

/** A reader's file. */
interface OwnFile {
  name: string;
  /** Size in bytes. */
  size: number;
  bytes(): Promise<ArrayBuffer>;
}

/** The result on the page: a file and one of its locations. */
interface Shown {
  name: string;
  summary: OwnSummary;
  location: OwnLocation;
}

/**
 * Lets a reader drop or choose a file, and shows its results. They stay when the next file is unusable. From then on,
 * the page requests nothing from the network except the Parquet decoder, which is part of the site.
 */
export function install(part: HTMLElement): void {
  const page = new YourDataPage(part);
  followDrops(part, (file) => page.read(file));
  const input = part.querySelector<HTMLInputElement>("input[type=file]")!;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) page.read(ownFile(file));
    // Lets the reader choose the same file again after correcting it.
    input.value = "";
  });
  const example = part.querySelector<HTMLButtonElement>("[data-example]")!;
  example.addEventListener("click", () => void page.readExample());
  input.disabled = example.disabled = false;
}

const ownFile = (file: File): OwnFile => ({
  name: file.name,
  size: file.size,
  bytes: async () => await file.arrayBuffer()
});

/** Reads files that are dropped into the zone. Files dropped elsewhere must not replace the page. */
function followDrops(part: HTMLElement, read: (file: OwnFile) => void): void {
  for (const type of ["dragover", "drop"] as const)
    part.ownerDocument.addEventListener(type, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  const zone = part.querySelector<HTMLElement>("[data-drop]")!;
  zone.addEventListener("dragover", () => (zone.dataset.over = ""));
  for (const type of ["dragleave", "drop"] as const) zone.addEventListener(type, () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file) read(ownFile(file));
  });
}

/** Reads files in a worker, and shows the results of one location. */
class YourDataPage {
  readonly #part: HTMLElement;
  readonly #result: HTMLElement;
  readonly #files: Follower<OwnFile>;
  readonly #location: Follower<number>;
  readonly #client = new YourDataClient({
    start: () => new Worker(import.meta.resolve("./your-data-worker.js"), {type: "module"}),
    late: say.late,
    broken: reasonWords.noWorker
  });
  #shown: Shown | undefined;

  constructor(part: HTMLElement) {
    this.#part = part;
    this.#result = part.querySelector("[data-result]")!;
    // Loads the worker before there is a file.
    afterFirstPaint(() => {
      this.#client
        .ready()
        .then(() => (part.dataset.ready = ""))
        .catch(() => {
          // If the worker failed, the next file reports it.
        });
    });
    this.#location = follow<number, OwnLocation>({
      answer: (location) => this.#client.location(location),
      show: (location) => {
        if (!this.#shown) return;
        this.#shown = {...this.#shown, location};
        showLocation(this.#result, this.#shown);
      },
      failed: (error) => this.#fail(error)
    });
    this.#files = follow<OwnFile, Answers["read"]>({
      answer: async ({bytes}, signal) => await this.#client.read(bytes, signal),
      show: (answer, {name}) => {
        if ("problem" in answer) this.#refuse(`${name}: ${say.problem(answer.problem)}`);
        else this.#show({name, ...answer});
      },
      failed: (error) => this.#fail(error)
    });
  }

  read(file: OwnFile): void {
    this.#files.stop();
    if (file.size > ownLimits.bytes)
      return this.#refuse(`${file.name}: ${say.problem({kind: "too-large", bytes: file.size, most: ownLimits.bytes})}`);
    this.#tell(say.reading(file.name), "busy");
    this.#files.ask(file);
  }

  async readExample(): Promise<void> {
    const link = this.#part.querySelector<HTMLAnchorElement>("a[download]")!;
    try {
      const bytes = (await fetchFile(link.download, link.href)).buffer;
      this.read({name: link.download, size: bytes.byteLength, bytes: () => Promise.resolve(bytes)});
    } catch (error) {
      this.#fail(error);
    }
  }

  #show(shown: Shown): void {
    this.#location.stop();
    this.#shown = shown;
    const {name, summary} = shown;
    showResult(this.#result, shown, {
      choose: (location) => this.#location.ask(location),
      all: async () => await this.#client.all(),
      current: () => this.#shown!,
      failed: (error) => this.#fail(error)
    });
    const {locations, technologies, rows} = summary;
    this.#tell(say.read({name, locations: locations.length, technologies, rows}), "good");
  }

  #tell(text: string, state: "busy" | "bad" | "good"): void {
    const message = this.#part.querySelector<HTMLElement>("[data-message]")!;
    message.textContent = text;
    message.dataset.state = state;
    this.#part.setAttribute("aria-busy", String(state === "busy"));
  }

  #refuse(text: string): void {
    this.#tell(this.#shown ? `${text} ${say.kept(this.#shown.name)}` : text, "bad");
  }

  #fail(error: unknown): void {
    this.#refuse(say.failed(messageOf(error)));
  }
}

interface ResultActions {
  choose(location: number): void;
  all(): Promise<Blob>;
  current(): Shown;
  failed(error: unknown): void;
}

function showResult(result: HTMLElement, shown: Shown, actions: ResultActions): void {
  const {
    summary: {locations}
  } = shown;
  const notes = say.notes(shown.summary).join(" ");
  const options = optionsHtml(locations.map((name, i) => [i, name] as const));
  const save = (what: "location" | "all", text: string) =>
    html`<button type="button" data-save="${what}">${text}</button>`;
  result.innerHTML = String(html`<h2 id="own-results">${say.resultTitle}</h2>
<p class="computed">${notes}</p>
<div class="filters"><label>${say.location} <select>${options}</select></label>
${save("location", say.downloadPlace)} ${save("all", say.downloadAll)}</div>
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
  const bars = {
    ...shared,
    id: "own-rca",
    title: say.bars.title(location),
    howToRead: say.bars.howToRead(location, shownRows(location).length),
    draw: (width: number) => drawBars(location, {...options, width})
  };
  const plane = {
    ...shared,
    id: "own-plane",
    title: say.plane.title(location),
    howToRead: say.plane.howToRead(location),
    draw: (width: number) => drawPlane(location, {...options, width})
  };
  const target = result.querySelector<HTMLElement>("[data-location]")!;
  target.innerHTML = String(html`${figureHtml(bars, frame)}
${figureHtml(plane, frame)}
<h3>${say.table}</h3>
${tableHtml(table, say.table, {words})}`);
  wakeFigures(target);
}
