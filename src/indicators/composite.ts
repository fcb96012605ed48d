/**
 * Ranks from 1, the smallest first; equal values share the mean of their ranks. NaN stays NaN.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({length: values.length}, (_, i) => i)
    .filter((i) => !Number.isNaN(values[i]!))
    .sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) ++to;
    for (let i = from; i < to; ++i) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** Values rescaled to 0–100; all 0 if they are equal; NaN stays NaN. */
function rescale(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => (high > low ? (100 * (value - low)) / (high - low) : value - low));
}

/**
 * Composite relatedness: the sum of a technology's ranks by relatedness density in each lens, rescaled to 0–100.
 *
 * Densities are ranked as printed, with two decimals: technologies with the same printed density share a rank, as in
 * the published column.
 *
 * @param lenses densities of the same technologies, one array a lens
 * @returns one value for each technology; NaN for one without a density in some lens
 */
export function compositeRelatedness(lenses: readonly ArrayLike<number>[]): Float64Array {
  const ranks = lenses.map((densities) =>
    averageRanks(Float64Array.from(densities, (density) => Math.round(100 * density) / 100))
  );
  return rescale(
    Float64Array.from({length: lenses[0]?.length ?? 0}, (_, technology) =>
      ranks.reduce((sum, rank) => sum + rank[technology]!, 0)
    )
  );
}
