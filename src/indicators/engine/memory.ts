/**
 * Caches the last result of each computation with its inputs, so that a change recomputes only what depends on it. The
 * cache holds one result per name, so it does not grow with use.
 */
export class Memory {
  readonly #kept = new Map<string, {key: string; value: unknown}>();

  /**
   * The cached result, or a new one if any input differs.
   * @param name of the computation
   * @param from all inputs of the result, as plain values
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
