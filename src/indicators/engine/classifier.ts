import {acceptsLink, type LinkScores, type RuleThresholds} from "../link-rule.js";

/** A candidate link in the engine's numbers. */
export interface EngineLink extends LinkScores {
  /** Id of the code. */
  code: number;
  /** Number of the technology, from 0, below 53. */
  technology: number;
}

/** Decisions of a reader on links, by `linkKey`. */
export type OwnDecisions = ReadonlyMap<number, "accept" | "reject">;

/** A link as one number. */
export function linkKey({code, technology}: Pick<EngineLink, "code" | "technology">): number {
  return code * 64 + technology;
}

/** Most technologies: their sets are bits of a whole number that a double holds exactly. */
const mostTechnologies = 52;

/**
 * Which technologies each code belongs to under a rule, as bits: bit `t` for technology `t`, the low 26 in `low`, the
 * others in `high`.
 */
export class Classifier {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly #links: readonly EngineLink[];
  readonly #codes: Int32Array;

  /**
   * @param codes number of code ids
   * @throws RangeError for more technologies than fit
   */
  constructor(links: readonly EngineLink[], codes: number) {
    for (const {technology} of links)
      if (!(technology >= 0 && technology < mostTechnologies))
        throw new RangeError(`invalid technology: ${technology}`);
    this.#links = links;
    this.#codes = Int32Array.from(new Set(links.map(({code}) => code)));
    this.low = new Int32Array(codes);
    this.high = new Int32Array(codes);
  }

  /**
   * Applies a rule.
   * @param decisions a reader's own, which stand before those of the reviewers
   * @returns the codes whose technologies changed
   */
  apply(rule: RuleThresholds, decisions?: OwnDecisions): number[] {
    const {low, high} = this;
    const [lowBefore, highBefore] = [low.slice(), high.slice()];
    for (const code of this.#codes) low[code] = high[code] = 0;
    for (const link of this.#links) {
      const own = decisions?.get(linkKey(link));
      if (own ? own === "reject" : !acceptsLink(link, rule)) continue;
      if (link.technology < 26) low[link.code]! |= 1 << link.technology;
      else high[link.code]! |= 1 << (link.technology - 26);
    }
    const changed: number[] = [];
    for (const code of this.#codes)
      if (low[code] !== lowBefore[code] || high[code] !== highBefore[code]) changed.push(code);
    return changed;
  }
}
