import {type Notice, type OtherKeys, readAddress, writeAddress} from "../scenario/address.js";
import {publishedScenario, sameValue, type Scenario, type ScenarioBase} from "../scenario/scenario.js";

/** The parts of a window that concern the address. */
export interface AddressBar {
  location: Pick<Location, "search" | "hash" | "pathname">;
  history: Pick<History, "pushState" | "replaceState">;
  addEventListener(type: "popstate", listener: () => void): void;
}

export interface StoreOptions {
  /** Keys of the address that belong to the page; the store keeps them. */
  others?: OtherKeys;
  window?: AddressBar;
  /** Returns the time in milliseconds. */
  now?: () => number;
}

/** Milliseconds within which changes of the same fields form one step, such as repeated arrow keys on a slider. */
const oneStep = 1000;

/**
 * The reader's scenario, which controls, figures and the address follow. A settled change is a step of the browser's
 * history and of undo. Changes during a move are not, and neither are single key presses on a slider.
 */
export class ScenarioStore {
  readonly published: Scenario;
  readonly base: ScenarioBase;
  /** The parts of the address that cannot be used. */
  notices: readonly Notice[] = [];
  readonly #window: AddressBar;
  readonly #others: OtherKeys;
  readonly #listeners = new Set<(scenario: Scenario) => void>();
  #scenario: Scenario;
  /** The last settled scenario, to which undo returns. */
  #settled: Scenario;
  #past: Scenario[] = [];
  #future: Scenario[] = [];
  readonly #now: () => number;
  /** Fields and time of the newest step, if it only changed fields. */
  #newest: {fields: string; at: number} | undefined;

  constructor(
    base: ScenarioBase,
    {others = new Set(), window: bar = window, now = () => performance.now()}: StoreOptions = {}
  ) {
    this.base = base;
    this.#now = now;
    this.published = publishedScenario(base);
    this.#window = bar;
    this.#others = others;
    this.#scenario = this.#settled = this.published;
    this.#read();
    bar.addEventListener("popstate", () => {
      this.#read();
      this.#tell();
    });
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Calls a listener after each change, until the returned function is called. */
  subscribe(listener: (scenario: Scenario) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Changes fields. It does not check the values: controls only offer valid ones, and addresses and files are checked
   * when they are read.
   * @param settled false during a move
   */
  change(fields: Partial<Scenario>, {settled = true}: {settled?: boolean} = {}): void {
    this.#go({...this.#scenario, ...fields}, settled, Object.keys(fields).sort().join());
  }

  /** Replaces the whole scenario. */
  replace(scenario: Scenario): void {
    this.#go(scenario, true);
  }

  /** Returns to the published view, but keeps the region and the lens. */
  reset(): void {
    this.#go({...this.published, region: this.#scenario.region, lens: this.#scenario.lens}, true);
  }

  undo(): void {
    this.#step(this.#past, this.#future);
  }

  redo(): void {
    this.#step(this.#future, this.#past);
  }

  /** The page's address with a scenario, as a path with query and fragment. */
  addressOf(scenario: Scenario): string {
    const {
      location: {pathname, search, hash}
    } = this.#window;
    const kept = new URLSearchParams(
      Array.from(new URLSearchParams(search)).filter(([key]) => this.#others.has(key))
    ).toString();
    const query = [writeAddress(scenario, this.base), kept].filter((part) => part !== "").join("&");
    return `${pathname}${query && `?${query}`}${hash}`;
  }

  #go(scenario: Scenario, settled: boolean, fields?: string): void {
    const changed = !sameValue(scenario, this.#scenario);
    this.#scenario = scenario;
    if (settled && !sameValue(scenario, this.#settled)) {
      const at = this.#now();
      const continued = fields !== undefined && fields === this.#newest?.fields && at - this.#newest.at < oneStep;
      if (!continued) this.#past.push(this.#settled);
      this.#newest = fields === undefined ? undefined : {fields, at};
      this.#future = [];
      this.#settled = scenario;
      this.#write(continued ? "replaceState" : "pushState");
    }
    if (changed || settled) this.#tell();
  }

  #step(from: Scenario[], to: Scenario[]): void {
    const next = from.pop();
    if (!next) return;
    to.push(this.#settled);
    this.#newest = undefined;
    this.#scenario = this.#settled = next;
    this.#write();
    this.#tell();
  }

  #read(): void {
    const {scenario, notices} = readAddress(this.#window.location.search, this.base, this.#others);
    this.#scenario = this.#settled = scenario;
    this.#newest = undefined;
    this.notices = notices;
  }

  #write(how: "pushState" | "replaceState" = "pushState"): void {
    // The new address holds only what can be used.
    this.notices = [];
    this.#window.history[how](null, "", this.addressOf(this.#scenario));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#scenario);
  }
}
