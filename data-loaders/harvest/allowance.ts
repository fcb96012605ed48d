/** What the API still allows today, as far as the headers of an answer say. */
export interface Allowance {
  /** Daily budget in US dollars. */
  limit?: number;
  /** What is left of it, in US dollars. */
  left?: number;
  /** Price of the call in US dollars. */
  cost?: number;
  /** Calls or credits left, where the API does not count in dollars. */
  remaining?: number;
}

/** Price of a list call in US dollars where the API gives none (OpenAlex, 2026). */
const usualCost = 0.0001;

/** Reads the rate limits in the headers of an answer. */
export function readAllowance(headers: Headers): Allowance {
  const cost = amount(headers, "x-ratelimit-cost-usd");
  const found = {
    limit: amount(headers, "x-ratelimit-limit-usd"),
    left: amount(headers, "x-ratelimit-remaining-usd"),
    // A single record costs nothing, which says nothing of a list.
    cost: cost === 0 ? undefined : cost,
    remaining: amount(headers, "x-ratelimit-remaining")
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/**
 * The time until the API answers again, in milliseconds: what `Retry-After` says, in seconds or as a date; without it,
 * the time until the budget is renewed, if the budget is used up.
 */
export function untilNextTry(status: number, headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  const asked = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  if (asked > 0 && Number.isFinite(new Date(now + asked).getTime())) return asked;
  const {left, cost = usualCost, remaining} = readAllowance(headers);
  const used = status === 402 || (left !== undefined ? left < cost : remaining === 0);
  if (!used || status >= 500) return undefined;
  const reset = amount(headers, "x-ratelimit-reset");
  return reset !== undefined && reset > 0 && reset <= 86_400 ? reset * 1000 : untilMidnight(now);
}

/** OpenAlex renews budgets at midnight UTC. */
function untilMidnight(now: number): number {
  return 86_400_000 - (now % 86_400_000);
}

/** Says what calls cost, and what the API allows as far as it has said: "0.12 $ (0.98 $ left of 1.00 $ a day)". */
export function describeCost(calls: number, {limit, left, cost = usualCost, remaining}: Allowance): string {
  const price = `${(calls * cost).toFixed(2)} $`;
  if (left === undefined)
    return remaining === undefined ? price : `${price} (${remaining.toLocaleString("en-US")} credits left today)`;
  const of = limit === undefined ? "" : ` of ${limit.toFixed(2)} $ a day`;
  const enough = Math.round((left / cost) * 1000) / 1000;
  const short = calls > enough ? `; enough for ${Math.floor(enough).toLocaleString("en-US")} calls today` : "";
  return `${price} (${left.toFixed(2)} $ left${of}${short})`;
}

/** A time as "09:41 UTC", with its date unless it is on the day of `now`. */
export function describeTime(time: Date, now: number): string {
  const text = time.toISOString();
  const today = text.slice(0, 10) === new Date(now).toISOString().slice(0, 10);
  return `${text.slice(11, 16)} UTC${today ? "" : ` on ${text.slice(0, 10)}`}`;
}

function amount(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  const value = text === null || text.trim() === "" ? NaN : Number(text.replace(/^\$/, ""));
  return Number.isFinite(value) ? value : undefined;
}
