import type {Matrix} from "./matrix.ts";

/** A link of a network, from the node with the lower index to the one with the higher. */
export interface NetworkLink {
  source: number;
  target: number;
  weight: number;
}

/**
 * The links that figure 1 of the report draws: a maximum spanning tree, so that every related node appears; every link
 * at or above a threshold; and the two strongest links of each node. From the published weights this yields exactly the
 * 103 links of the figure.
 *
 * Ties are broken by the order of the nodes.
 * @param related nodes × nodes, symmetric
 * @param threshold least weight of an additional link (the report: a cosine of 0.0205, printed as 2.05)
 * @returns links, heaviest first
 */
export function networkLinks(related: Matrix, threshold: number): NetworkLink[] {
  const {rows, values} = related;
  const all: NetworkLink[] = [];
  for (let source = 0; source < rows; ++source) {
    for (let target = source + 1; target < rows; ++target) {
      const weight = values[source * rows + target]!;
      if (weight > 0) all.push({source, target, weight});
    }
  }
  all.sort((a, b) => b.weight - a.weight || a.source - b.source || a.target - b.target);
  const parent = Int32Array.from({length: rows}, (_, i) => i);
  const root = (node: number): number => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]!]!;
    return node;
  };
  const drawn = new Set<NetworkLink>();
  for (const link of all) {
    const [a, b] = [root(link.source), root(link.target)];
    if (a === b) continue;
    parent[a] = b;
    drawn.add(link);
  }
  for (const link of all) if (link.weight >= threshold) drawn.add(link);
  const degrees = new Int32Array(rows);
  for (const link of all) {
    if (degrees[link.source]! < 2 || degrees[link.target]! < 2) drawn.add(link);
    ++degrees[link.source]!;
    ++degrees[link.target]!;
  }
  return all.filter((link) => drawn.has(link));
}
