import {hierarchy, treemap, treemapSquarify} from "npm:d3";

const stretch = 1.6;

/** An item and its area. */
export interface Leaf<T> {
  item: T;
  value: number;
}

export interface Tile<T> {
  item: T;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface TileGroup<T> {
  name: string;
  /** The strip for the name, above the tiles. */
  x: number;
  y: number;
  width: number;
  tiles: Tile<T>[];
}

export interface TreemapLayout<T> {
  groups: TileGroup<T>[];
  /** In pixels, with the names. */
  height: number;
}

/**
 * A treemap of groups in columns, each group under its name. Every area is exactly proportional to its value, since the
 * names are between the groups. Of all arrangements in at most `columns` columns, largest column first, it chooses the
 * one in which the groups are closest to squares.
 *
 * @param height height of the tiles, without names, in pixels
 * @param strip height of a name, in pixels
 */
export function layTreemap<T>(
  groups: readonly {name: string; leaves: readonly Leaf<T>[]}[],
  {width, height, strip, columns}: {width: number; height: number; strip: number; columns: number}
): TreemapLayout<T> {
  const sums = groups.map(({leaves}) => leaves.reduce((sum, {value}) => sum + value, 0));
  const filled = groups
    .flatMap((group, at) => (sums[at]! > 0 ? [{...group, sum: sums[at]!}] : []))
    .sort((a, b) => b.sum - a.sum);
  const total = filled.reduce((sum, group) => sum + group.sum, 0);
  if (total === 0) return {groups: [], height: 0};
  const arrangement = bestArrangement(
    filled.map(({sum}) => sum / total),
    columns,
    width / height
  );
  const most = Math.max(...arrangement.map((column) => column.length));
  const laid: TileGroup<T>[] = [];
  let x = 0;
  for (const column of arrangement) {
    const part = column.reduce((sum, at) => sum + filled[at]!.sum, 0) / total;
    // All columns have the same height: those with fewer names have wider gaps.
    const more = column.length > 1 ? (strip * (most - column.length)) / (column.length - 1) : 0;
    let y = 0;
    for (const [row, at] of column.entries()) {
      const gap = row === 0 ? strip : strip + more;
      const {name, leaves, sum} = filled[at]!;
      const own = {width: part * width, height: (height * sum) / (part * total)};
      laid.push({
        name,
        x,
        y: y + gap - strip,
        width: own.width,
        tiles: squares(leaves, own.width, own.height).map((tile) => ({...tile, x: tile.x + x, y: tile.y + y + gap}))
      });
      y += gap + own.height;
    }
    x += part * width;
  }
  return {groups: laid, height: height + strip * most};
}

function squares<T>(leaves: readonly Leaf<T>[], width: number, height: number): Tile<T>[] {
  interface Node {
    leaf?: Leaf<T>;
    children?: Node[];
  }
  const root = hierarchy<Node>({children: leaves.filter(({value}) => value > 0).map((leaf) => ({leaf}))})
    .sum(({leaf}) => leaf?.value ?? 0)
    .sort((a, b) => b.value! - a.value!);
  // Words are wide, so square tiles are stretched.
  const laid = treemap<Node>()
    .size([width / stretch, height])
    .tile(treemapSquarify.ratio(1))(root)
    .leaves();
  return laid.map(({data, x0, x1, y0, y1}) => ({
    item: data.leaf!.item,
    x: x0 * stretch,
    y: y0,
    width: (x1 - x0) * stretch,
    height: y1 - y0
  }));
}

/** The groups of each column, as indices; the largest column is first. */
function bestArrangement(parts: readonly number[], columns: number, ratio: number): number[][] {
  let [best, least]: [number[][], number] = [[parts.map((_, at) => at)], Infinity];
  for (let code = 0; code < columns ** parts.length; ++code) {
    const arrangement: number[][] = Array.from({length: columns}, () => []);
    parts.forEach((_, at) => arrangement[Math.floor(code / columns ** at) % columns]!.push(at));
    const used = arrangement.filter((column) => column.length > 0);
    const sums = used.map((column) => column.reduce((sum, at) => sum + parts[at]!, 0));
    if (sums.some((sum, at) => at > 0 && sum > sums[at - 1]!)) continue;
    // Narrow groups cost more: they lack room for their name and labels.
    const cost = used.reduce(
      (all, column, c) =>
        all + column.reduce((sum, at) => sum + Math.log((sums[c]! ** 2 * ratio) / parts[at]! / 1.6) ** 2, 0),
      0
    );
    if (cost < least - 1e-9) [best, least] = [used, cost];
  }
  return best;
}
