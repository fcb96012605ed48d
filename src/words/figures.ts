import type {figureWords} from "./en/figures.ts";

/** Everything of the figures that is language, as the English words have it. */
export type FigureWords = typeof figureWords;
