import {digest, type Mutant} from "./mutant.ts";

/**
 * Draws mutants: each file contributes in proportion to its number of mutants, at least one, chosen at random.
 *
 * The seed and the mutants' ids determine the choice, so that the same seed draws the same mutants, and a change to one
 * file hardly affects the others.
 * @param count number to draw; all if there are fewer
 * @returns ordered by file and line
 */
export function drawMutants(all: readonly Mutant[], count: number, seed: number): Mutant[] {
  const byFile = new Map<string, Mutant[]>();
  for (const mutant of all) byFile.set(mutant.file, [...(byFile.get(mutant.file) ?? []), mutant]);
  const quotas = shareOut(
    Array.from(byFile.values(), ({length}) => length),
    Math.min(count, all.length)
  );
  return Array.from(byFile.values()).flatMap((mutants, i) => {
    const drawn = new Set(
      mutants
        .map((mutant) => ({mutant, chance: digest(`${seed} ${mutant.id}`)}))
        .sort((a, b) => (a.chance < b.chance ? -1 : 1))
        .slice(0, quotas[i])
        .map(({mutant}) => mutant)
    );
    return mutants.filter((mutant) => drawn.has(mutant));
  });
}

/**
 * Divides a number in proportion to sizes (largest-remainder method), with at least one for each if there are enough.
 */
export function shareOut(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (count * size) / total);
  const shares = exact.map((share) => Math.max(1, Math.floor(share)));
  const byRemainder = sizes.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1) || a - b);
  const left = () => count - shares.reduce((sum, share) => sum + share, 0);
  for (let i = 0; left() > 0; i = (i + 1) % sizes.length) {
    const at = byRemainder[i]!;
    if (shares[at]! < sizes[at]!) ++shares[at]!;
  }
  while (left() < 0) --shares[shares.indexOf(Math.max(...shares))]!;
  return shares;
}
