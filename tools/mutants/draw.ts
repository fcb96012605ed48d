import {digest, type Mutant} from "./mutant.ts";

/**
 * Draws mutants: each file gives its part by the number of its mutants, at least one, and within a file chance decides.
 *
 * Chance follows from the seed and the mutants' ids, so that the same seed draws the same ones, and a change of one file
 * leaves the draw of the others nearly as it was.
 * @param count how many to draw; all where there are fewer
 * @returns in the order of their files and lines
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

/** Shares a number out by sizes (largest remainders), at least one to each as long as there are enough. */
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
