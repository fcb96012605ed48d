/**
 * Keeps the last result of each computation together with what it was made from, so that a move recomputes only what
 * depends on it. One result a name is kept: its size does not grow with use.
 */
export class Memory {
  readonly #kept = new Map<string, {key: string; value: unknown}>();

  /**
   * The kept result, or a new one where anything that it is made from differs.
   * @param name of the computation
   * @param from everything that the result depends on, as plain values
   */
  recall<T>(name: string, from: readonly unknown[], make: () => T): T {
    const key = JSON.stringify(from);
    const kept = this.#kept.get(name);
    if (kept?.key === key) return kept.value as T;
    const value = make();
    this.#kept.set(name, {key, value});
    return value;
  }
}
