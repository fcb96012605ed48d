import {hierarchy, treemap, treemapSquarify} from "npm:d3";

const stretch = 1.6;

/** Something with an area. */
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
  /** Where the name stands: a strip above the tiles. */
  x: number;
  y: number;
  width: number;
  tiles: Tile<T>[];
}

export interface TreemapLayout<T> {
  groups: TileGroup<T>[];
  /** Pixels, names included. */
  height: number;
}

/**
 * A treemap of groups in columns, each group under its name, in which every area is exactly proportional to its value:
 * the names stand between the groups and take nothing from their areas. Of all ways to put the groups into at most
 * `columns` columns, largest first, the one with the groups nearest to squares.
 *
 * @param height pixels of the tiles, without names
 * @param strip pixels for a name
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
    // All columns begin and end on one line: those with fewer names have more room above the further ones.
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
  // Words are wide: tiles are squares before they are stretched.
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

/** Places of the groups in each column, those with the most first. */
function bestArrangement(parts: readonly number[], columns: number, ratio: number): number[][] {
  let [best, least]: [number[][], number] = [[parts.map((_, at) => at)], Infinity];
  for (let code = 0; code < columns ** parts.length; ++code) {
    const arrangement: number[][] = Array.from({length: columns}, () => []);
    parts.forEach((_, at) => arrangement[Math.floor(code / columns ** at) % columns]!.push(at));
    const used = arrangement.filter((column) => column.length > 0);
    const sums = used.map((column) => column.reduce((sum, at) => sum + parts[at]!, 0));
    if (sums.some((sum, at) => at > 0 && sum > sums[at - 1]!)) continue;
    // A narrow group is dear: its name and its labels have no room.
    const cost = used.reduce(
      (all, column, c) =>
        all + column.reduce((sum, at) => sum + Math.log((sums[c]! ** 2 * ratio) / parts[at]! / 1.6) ** 2, 0),
      0
    );
    if (cost < least - 1e-9) [best, least] = [used, cost];
  }
  return best;
}
