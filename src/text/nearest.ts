/** Longest text that is compared: the time is proportional to the product of both lengths. */
const longest = 120;

/** The candidate with the smallest edit distance (Levenshtein) from a text; undefined without candidates. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const short = text.slice(0, longest);
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - short.length) >= least) continue;
    const changes = distance(short, candidate);
    if (changes < least) [best, least] = [candidate, changes];
  }
  return best;
}

/** The end of a message about an unknown name: `; the nearest is …`, or nothing without candidates. */
export function nearestText(text: string, candidates: Iterable<string>): string {
  const found = nearest(text, candidates);
  return found === undefined ? "" : `; the nearest is ${found}`;
}

function distance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length]!;
}
