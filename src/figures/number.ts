/** Whether a value is there: snapshots have null, and in JSON also for what is not a number. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
