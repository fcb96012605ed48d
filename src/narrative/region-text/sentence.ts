import type {Quadrant} from "../../indicators/quadrants.ts";
import type {Lens} from "../../terms/lenses.ts";

/** Parts of the report that have a text for other regions, in their order. */
export const textParts = [
  "lead",
  "summary",
  "introduction",
  "patents",
  "publications",
  "funding",
  "regions",
  "graph-patents",
  "graph-publications",
  "graph-deals",
  "turn",
  "sure"
] as const;
export type TextPart = (typeof textParts)[number];

/** Technologies by slug, never empty, in the order in which a sentence names them. */
export type Slugs = readonly string[];

/**
 * What the text can say of a region, without words: the kind of a sentence and what it is about. Numbers that live
 * values have (RCA, counts, densities, totals) are not repeated here: the words refer to them.
 */
export type Sentence =
  | {kind: "profile"; strong: Slugs; weak: Slugs}
  | {kind: "no-profile"}
  /** All of the region's differences in patents may be due to chance. */
  | {kind: "profile-by-chance"}
  /** In the lead, of patents. */
  | {kind: "too-few-to-tell"; documents: number}
  | {kind: "too-few"; lens: Lens; documents: number}
  /** Every clear difference may be due to chance: so many of those that are tested. */
  | {kind: "within-chance"; lens: Lens; number: number; of: number}
  | {kind: "nothing"; lens: Lens}
  /** The disclosure rule left deals out; the technologies that are known to have received nothing. */
  | {kind: "part"; unfunded: number}
  /** Number of technologies clearly above Europe's share, by lens; null where the lens cannot tell. */
  | {kind: "contrast"; above: Record<Lens, number | null>}
  | {kind: "method"}
  | {kind: "brief-funding"; unfunded: number; unknown: number}
  | {kind: "brief-near"; optimal: number}
  | {kind: "brief-unplaced"; documents: number}
  | {kind: "in-two-lenses"; technologies: Slugs; more: number}
  | {kind: "none-in-two-lenses"}
  | {kind: "size"; lens: Lens}
  | {kind: "concentration"; lens: Lens; shape: "narrow" | "broad" | "plain"; technologies: Slugs}
  | {kind: "large-but-below"; technology: string}
  | {kind: "large-and-above"; technology: string}
  | {kind: "above"; lens: Lens; number: number}
  | {kind: "above-all"; lens: Lens; technologies: Slugs}
  /** The highest RCAs of those clearly above. */
  | {kind: "highest"; lens: Lens; technologies: Slugs}
  | {kind: "none-above"; lens: Lens}
  | {kind: "above-by-group"; number: number; group: string; inGroup: number; size: number}
  | {kind: "below"; lens: Lens; number: number}
  | {kind: "below-all"; lens: Lens; technologies: Slugs}
  /** The lowest RCAs of those clearly below; `present` if some others have no document at all. */
  | {kind: "lowest"; lens: Lens; technologies: Slugs; present: boolean}
  /** All that are clearly below and have documents, if some have none. */
  | {kind: "below-present"; lens: Lens; technologies: Slugs}
  | {kind: "none-below"; lens: Lens}
  | {kind: "absent"; lens: Lens; technologies: Slugs; number: number}
  | {kind: "shortfall"; technology: string}
  | {kind: "undecided"; number: number}
  | {kind: "science-ahead"; technologies: Slugs; more: number}
  | {kind: "invention-ahead"; technologies: Slugs; more: number}
  | {kind: "no-gap"}
  | {kind: "nothing-in-the-technologies"}
  | {kind: "little-money"}
  | {kind: "strong-unfunded"; technologies: Slugs; more: number}
  /** The one that Europe's share would give most, and whether that would give each no more than an ordinary round. */
  | {kind: "unfunded"; number: number; largest: string | null; little: boolean}
  | {kind: "one-unfunded"; technology: string}
  | {kind: "all-funded"}
  | {kind: "untold-amounts"; number: number}
  | {kind: "best-ranks"; technologies: Slugs; ranked: number}
  | {kind: "worst-rank"; technology: string; ranked: number}
  | {kind: "no-ranks"; documents: number}
  | {kind: "quadrants"; numbers: Record<Quadrant, number>}
  | {kind: "optimal"; technologies: Slugs; number: number}
  | {kind: "optimal-strong"; technologies: Slugs; more: number}
  | {kind: "optimal-weak"; technologies: Slugs; more: number}
  | {kind: "moonshots"; technologies: Slugs; number: number}
  | {kind: "strong-but-far"; technologies: Slugs; more: number}
  | {kind: "strong-but-simple"; technologies: Slugs; more: number}
  | {kind: "strong-but-cautious"; technologies: Slugs; more: number}
  | {kind: "strong-unplaced"; technologies: Slugs; more: number}
  | {kind: "cautious-weak"; technologies: Slugs; more: number}
  | {kind: "way-in"; technologies: Slugs; more: number}
  /** Moonshots clearly above Europe's share in science and in patents. */
  | {kind: "already-in"; technologies: Slugs; more: number}
  | {kind: "no-way-in"; moonshots: number}
  | {kind: "backed"; technologies: Slugs; more: number}
  | {kind: "in-three-lenses"; technologies: Slugs}
  | {kind: "many-in-three-lenses"; number: number}
  | {kind: "none-in-three-lenses"}
  | {kind: "near-and-unfunded"; technologies: Slugs; more: number}
  | {kind: "near-and-funded"; technologies: Slugs; more: number}
  | {kind: "no-quadrants"; documents: number}
  | {kind: "no-way-to-tell"; lens: "publications" | "deals"}
  /** A lens that tells nothing of the technologies on the map. */
  | {kind: "adds-nothing"; lens: "publications" | "deals"}
  | {kind: "no-optimal-funded"}
  | {kind: "few-records"; documents: number}
  | {kind: "close-to-line"; technologies: Slugs}
  /** How many technologies stay in their quadrant, and the choice that moves most, if it is one. */
  | {kind: "moves"; staying: number; of: number; choices: number; alternative: string | null; moved: number}
  /** The choice that makes most statements false, if it is one, and how many. */
  | {kind: "turning-choice"; judged: number; alternative: string; turned: number}
  /** How many clear differences each lens has, and how many chance alone gives among those tested. */
  | {kind: "by-chance"; tested: number; clear: Record<Lens, number | null>}
  | {kind: "verdicts"; holds: number; fragile: number; open: number}
  | {kind: "limits"};

/** What a paragraph or an item of the summary is about; its sentences follow the one that has the label. */
export type SentenceLabel =
  "strengths" | "gaps" | "science" | "funding" | "reach" | "optimal" | "moonshots" | "incremental" | "cautious";

export type SentenceKind = Sentence["kind"];
export type SentenceOf<Kind extends SentenceKind> = Extract<Sentence, {kind: Kind}>;
