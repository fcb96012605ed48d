/** A rectangle, in pixels from its upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Centre and radius. */
interface Circle {
  x: number;
  y: number;
  r: number;
}

/** A circle and the label it needs. */
export interface LabelRequest extends Circle {
  id: string;
  /** Size of the label. */
  width: number;
  height: number;
  /** Height of a further line on the side away from the circle. */
  further?: number;
  /** Labels with higher priority choose first, and stay if there is room for only one. */
  priority: number;
}

export interface PlacedLabel {
  id: string;
  /** The label with its further line. */
  box: Box;
  /** Whether the further line is above the label. */
  furtherAbove: boolean;
  anchor: "start" | "middle" | "end";
  /** From the edge of the circle to a label that is far from it or nearer to another. */
  leader: Segment | null;
}

export interface LabelOptions {
  /** Labels stay inside. */
  frame: Box;
  /** Labels stay outside. */
  obstacles?: readonly Box[];
  /** Circles without labels, which labels avoid covering. */
  circles?: readonly Circle[];
  /** Distances from the circle to try, in pixels. */
  gaps?: readonly number[];
  /** A label that costs more is left out; see `costs`. */
  limit?: number;
}

/** A line between two points. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

interface Candidate extends PlacedLabel {
  /** Cost without the other labels. */
  cost: number;
}

/** Costs of what makes labels hard to read, in pixels of distance. */
const costs = {
  leader: 6,
  overCircle: 0.2,
  coveredCircle: 12,
  leaderOverCircle: 10,
  nearer: 18,
  crossing: 60,
  overlap: 2000
};
const leaderFrom = 9;
/** Directions of a label, preferred ones first: right, left, below, above, then those between. */
const directions = [0, 12, 6, 18, 1, 23, 11, 13, 2, 22, 10, 14, 3, 21, 9, 15, 4, 20, 8, 16, 5, 7, 17, 19].map(
  (part) => ({dx: Math.cos((part * Math.PI) / 12), dy: Math.sin((part * Math.PI) / 12)})
);
const rounds = 12;

/**
 * Places labels beside their circles so that none overlaps another or leaves the frame: each label in turn moves to the
 * cheapest of its candidates around the circle, given the others, until none moves (Min-Conflicts, Minton et al. 1992).
 * The result is deterministic.
 *
 * @returns the labels that have room, in the order of the requests
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  {
    frame,
    obstacles = [],
    circles = [],
    gaps = [3, 8, 14, 21, 29, 38, 48, 60, 74, 90, 110, 134],
    limit = Infinity
  }: LabelOptions
): PlacedLabel[] {
  const candidates = requests.map((request) =>
    candidatesOf(request, [...requests, ...circles], gaps, frame, obstacles)
  );
  const order = requests.map((_, at) => at).sort((a, b) => requests[b]!.priority - requests[a]!.priority || a - b);
  const placed: (Candidate | null)[] = requests.map(() => null);
  for (let round = 0; round < rounds; ++round) {
    let moved = false;
    for (const at of order) {
      const best = cheapest(candidates[at]!, placed, at, limit);
      if (best !== placed[at]) moved = true;
      placed[at] = best;
    }
    if (!moved) break;
  }
  // Of two labels that still overlap, the one with lower priority goes; it returns if a place has become free.
  for (const at of order.slice().reverse())
    if (
      placed[at] !== null &&
      placed.some((other, b) => b !== at && other !== null && overlaps(placed[at]!.box, other.box))
    )
      placed[at] = null;
  for (const at of order) placed[at] ??= cheapest(candidates[at]!, placed, at, Math.min(limit, costs.overlap - 1));
  return placed.flatMap((one) =>
    one === null
      ? []
      : [{id: one.id, box: one.box, furtherAbove: one.furtherAbove, anchor: one.anchor, leader: one.leader}]
  );
}

/** Whether two boxes share more than an edge. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function cheapest(
  candidates: readonly Candidate[],
  placed: readonly (Candidate | null)[],
  own: number,
  limit: number
): Candidate | null {
  let [best, least]: [Candidate | null, number] = [null, limit];
  for (const candidate of candidates) {
    if (candidate.cost >= least) break;
    let cost = candidate.cost;
    for (let other = 0; other < placed.length && cost < least; ++other) {
      const one = placed[other];
      if (other === own || !one) continue;
      if (overlaps(candidate.box, one.box)) cost += costs.overlap;
      if (candidate.leader && crossesBox(candidate.leader, one.box)) cost += costs.crossing;
      if (one.leader && crossesBox(one.leader, candidate.box)) cost += costs.crossing;
      if (candidate.leader && one.leader && crosses(candidate.leader, ...one.leader)) cost += costs.crossing;
    }
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}

function candidatesOf(
  request: LabelRequest,
  all: readonly Circle[],
  gaps: readonly number[],
  frame: Box,
  obstacles: readonly Box[]
): Candidate[] {
  const found: Candidate[] = [];
  for (const gap of gaps) {
    for (let preference = 0; preference < directions.length; ++preference) {
      const {dx, dy} = directions[preference]!;
      const x = request.x + (request.r + gap) * dx;
      const y = request.y + (request.r + gap) * dy;
      const {width, height, further = 0} = request;
      const anchor = dx > 0.3 ? "start" : dx < -0.3 ? "end" : "middle";
      const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
      const top = dy > 0.5 ? y : dy < -0.5 ? y - height : y - height / 2;
      const furtherAbove = dy < -0.5;
      const box = {x: left, y: furtherAbove ? top - further : top, width, height: height + further};
      if (!inside(box, frame) || obstacles.some((obstacle) => overlaps(obstacle, box))) continue;
      // A label nearer to another circle would seem to be that circle's.
      const nearer = all.some((other) => other !== request && distanceToBox(other.x, other.y, box) - other.r < gap - 1);
      const leader = gap < leaderFrom && !nearer ? null : leaderOf(request, {x: left, y: top, width, height});
      let cost =
        gap + preference * 0.25 + (leader ? costs.leader : 0) + (nearer && gap < leaderFrom ? costs.nearer : 0);
      for (const other of all) {
        if (other !== request) cost += circleCost(other, box, leader);
        else cost += costs.overCircle * overlapWithCircle(other, box);
      }
      found.push({id: request.id, box, furtherAbove, anchor, leader, cost});
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

function circleCost(circle: Circle, box: Box, leader: Segment | null): number {
  const over = overlapWithCircle(circle, box);
  // A small circle is easily hidden, although little of it can be covered.
  let cost = costs.overCircle * over + (over > 0.8 * circle.r ** 2 ? costs.coveredCircle : 0);
  if (leader && distanceToSegment(circle.x, circle.y, leader) < circle.r) cost += costs.leaderOverCircle;
  return cost;
}

function leaderOf({x, y, r}: LabelRequest, box: Box): Segment {
  const [tx, ty] = [
    Math.min(Math.max(x, box.x), box.x + box.width),
    Math.min(Math.max(y, box.y + 3), box.y + box.height - 3)
  ];
  const length = Math.hypot(tx - x, ty - y) || 1;
  return [x + ((tx - x) * r) / length, y + ((ty - y) * r) / length, tx, ty];
}

const inside = (box: Box, frame: Box) =>
  box.x >= frame.x &&
  box.y >= frame.y &&
  box.x + box.width <= frame.x + frame.width &&
  box.y + box.height <= frame.y + frame.height;

/** Area of the overlap between a box and the square around a circle. */
function overlapWithCircle({x, y, r}: Circle, box: Box): number {
  const width = Math.min(x + r, box.x + box.width) - Math.max(x - r, box.x);
  const height = Math.min(y + r, box.y + box.height) - Math.max(y - r, box.y);
  return width > 0 && height > 0 ? width * height : 0;
}

// Placing labels takes most of the time of drawing: square roots are faster than hypot, and arrays would be slow.
function distanceToBox(x: number, y: number, box: Box): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.sqrt(dx * dx + dy * dy);
}

function distanceToSegment(x: number, y: number, [x1, y1, x2, y2]: Segment): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
  const dx = x - x1 - along * (x2 - x1);
  const dy = y - y1 - along * (y2 - y1);
  return Math.sqrt(dx * dx + dy * dy);
}

/** The side of the line from p to q on which r lies: −1, 0 or 1. */
function side(px: number, py: number, qx: number, qy: number, rx: number, ry: number): number {
  return Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
}

function crosses(line: Segment, cx: number, cy: number, dx: number, dy: number): boolean {
  const [ax, ay, bx, by] = line;
  return (
    side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) &&
    side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by)
  );
}

function crossesBox(line: Segment, {x, y, width, height}: Box): boolean {
  return crosses(line, x, y, x + width, y + height) || crosses(line, x, y + height, x + width, y);
}
