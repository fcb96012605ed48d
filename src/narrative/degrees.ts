/*
 * The meaning of the words of degree in the claims' sentences: one limit for each word. Four words need no limit here:
 * "strong" and "leads" mean an RCA above 1; "high" and "feasible" mean above the line between the quadrants.
 */

/** "Most", "cluster", "too often": more than half. */
export const majority = 1 / 2;
/** "Virtually all": at least nine in ten. */
export const virtuallyAll = 0.9;
/** "Almost half": more than two fifths and less than half. */
export const almostHalf = {above: 0.4, below: 0.5} as const;
/** "A large part": at least a third. */
export const largePart = 1 / 3;
/** "Only in part": from a quarter to three quarters. */
export const inPart = {from: 1 / 4, to: 3 / 4} as const;
/** "Rarely": at most one in eight, but at least one. */
export const rare = 1 / 8;
/** "Several": at least three. */
export const several = 3;
/** "Among the most" and "among the least": in the first or last of this many equal groups; "moderate": in between. */
export const parts = 3;
/** "Beyond reach": among the five lowest. */
export const beyondReach = 5;

/** "About twice": closer to 2 than to 1.5 or 2.5. */
export const twice = {from: 1.75, below: 2.25} as const;
/** "Very strong": beyond the band around 1; "modestly competitive": above 1, but below this. */
export const veryStrong = 1.25;
/** "A solid foundation": half as much again as Europe's share. */
export const solid = 1.5;
/** "Exceptional" and "outstanding": more than twice Europe's share, and among the first five or three. */
export const exceptional = {above: 2, amongLargest: 5} as const;
export const outstanding = {above: 2, amongHighest: 3} as const;
/** "Little": less than half of Europe's share. */
export const little = 0.5;
/** "Very little": a quarter of Europe's share or less. */
export const veryLittle = 0.25;
/** "Near parity": within a tenth. */
export const parity = {from: 0.9, to: 1.1} as const;
/** "Close to 1": within a quarter, as a ratio either way. */
export const aroundOne = {from: 0.8, to: 1.25} as const;
/** "A slight lead": by at most a fifth of Europe's share. */
export const slightLead = 0.2;
/** "A large lead": by more than two fifths of the lower value. */
export const largeLead = 1.4;

/** "Just inside": less than one point beyond the line. */
export const justInside = 1;
/** "Close", of two rankings: a rank correlation above this. */
export const closeRanking = 0.9;
/**
 * "A high RCA that rests on little money": an RCA above the first limit, from a share of all funding below the second.
 */
export const littleMoney = {rcaAbove: 3, shareBelow: 0.005} as const;
/** Millions of US dollars that "one ordinary round" brings. */
export const ordinaryRound = 10;

/** Whether more than half of the items satisfy a condition. */
export function isMost(part: number, all: number): boolean {
  return part > majority * all;
}

/** How many items count as "among the most", and how many as "among the least". */
export function outermost(all: number): number {
  return Math.floor(all / parts);
}
