import type {Matrix} from "./matrix.ts";

/** A link of a network, from the lower to the higher node. */
export interface NetworkLink {
  source: number;
  target: number;
  weight: number;
}

/**
 * The links that figure 1 of the report draws: a maximum spanning tree, so that no node that is related to any other
 * is left out; every link from a threshold on; and the two best links of each node. This gives exactly the 103 links
 * of the figure from their weights.
 *
 * Links of the same weight are taken in the order of their nodes.
 * @param related nodes × nodes, symmetric
 * @param threshold least weight of a further link (the report: 0.0205 of cosine, drawn as 2.05)
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
