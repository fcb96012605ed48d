/**
 * A source of pseudo-random numbers with a fixed sequence for each seed (mulberry32), so that the sample has the
 * same bytes on every machine.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 (included) to 1 (excluded). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Whether something of probability `p` happens. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One of some values, each equally likely. */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)]!;
  }

  /** A normal deviate of mean 0 and variance 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}

/** Draws values in proportion to their weights. */
export class Urn<T> {
  readonly #values: readonly T[];
  readonly #sums: number[] = [];

  /** @throws RangeError when no weight is above zero */
  constructor(values: readonly T[], weight: (value: T) => number) {
    this.#values = values;
    let sum = 0;
    for (const value of values) this.#sums.push((sum += weight(value)));
    if (!(sum > 0)) throw new RangeError(`no positive weight among ${values.length} values`);
  }

  draw(random: Random): T {
    const target = random.next() * this.#sums.at(-1)!;
    let low = 0;
    for (let high = this.#sums.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return this.#values[low]!;
  }
}
