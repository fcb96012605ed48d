import {acceptsLink, type LinkScores, type RuleThresholds} from "../link-rule.js";

/** A candidate link by the engine's ids. */
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

/** Largest number of technologies: a set of them is a bit mask that a double must hold exactly. */
export const mostTechnologies = 52;

/**
 * The technologies of each code under a rule, as a bit mask: bit `t` for technology `t`, the low 26 bits in `low`, the
 * rest in `high`.
 */
export class Classifier {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly #links: readonly EngineLink[];
  readonly #codes: Int32Array;

  /**
   * @param codes number of code ids
   * @throws RangeError for more technologies than the bit mask holds
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
   * @param decisions a reader's own, which override the reviewers'
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
