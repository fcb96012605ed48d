/**
 * Loads something at the first call, and gives all later calls the same result. After a failure, the next call tries
 * again.
 */
export function loadOnce<Given extends unknown[], T>(
  load: (...given: Given) => Promise<T>
): (...given: Given) => Promise<T> {
  let loading: Promise<T> | undefined;
  return (...given) =>
    (loading ??= load(...given).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
