/** Writes a number with a fixed number of decimals, by the locale of the words. */
export function formatNumber(value: number, decimals: number, {locale}: {locale: string}): string {
  return new Intl.NumberFormat(locale, {minimumFractionDigits: decimals, maximumFractionDigits: decimals}).format(
    value
  );
}

/** Writes a part of 1 in per cent; `decimals` are those of the percentage. */
export function formatShare(value: number, decimals: number, {locale}: {locale: string}): string {
  return new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals
  }).format(value);
}

/** Whether a value is there: snapshots have null, and in JSON also for what is not a number. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
