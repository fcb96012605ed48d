import assert from "node:assert/strict";
import {test} from "node:test";
import {describeCost, describeTime, readAllowance, untilNextTry} from "../../../data-loaders/harvest/allowance.ts";

const now = Date.UTC(2026, 10, 1, 9, 0);

test("budgets are read in dollars and in credits, and what is no number is not there", () => {
  const headers = new Headers({
    "x-ratelimit-limit-usd": "1",
    "x-ratelimit-remaining-usd": "$0.98",
    "x-ratelimit-cost-usd": "0",
    "x-ratelimit-remaining": "many"
  });
  assert.deepEqual(readAllowance(headers), {limit: 1, left: 0.98});
  assert.deepEqual(readAllowance(new Headers()), {});
});

test("only a wait that the API asks for, or a budget that is used up, says when it answers again", () => {
  const until = (status: number, headers: Record<string, string>) => untilNextTry(status, new Headers(headers), now);
  assert.equal(until(429, {"retry-after": "3"}), 3000);
  assert.equal(until(503, {"retry-after": "Sun, 01 Nov 2026 09:10:00 GMT"}), 600_000);
  for (const text of ["soon", "-5", "0", "1e99", "Sun, 01 Nov 2020 09:10:00 GMT"])
    assert.equal(until(429, {"retry-after": text}), undefined, text);
  assert.equal(until(429, {"x-ratelimit-remaining": "7"}), undefined);
  assert.equal(until(429, {"x-ratelimit-remaining": "0"}), 15 * 3_600_000);
  assert.equal(until(500, {"x-ratelimit-remaining": "0"}), undefined);
  assert.equal(until(429, {"x-ratelimit-remaining-usd": "0.00005", "x-ratelimit-reset": "60"}), 60_000);
  assert.equal(until(429, {"x-ratelimit-remaining-usd": "0.5", "x-ratelimit-remaining": "0"}), undefined);
});

test("costs say what the API has said, and no more", () => {
  assert.equal(describeCost(1200, {}), "0.12 $");
  assert.equal(describeCost(1200, {remaining: 9000}), "0.12 $ (9,000 credits left today)");
  assert.equal(describeCost(1200, {left: 0.98, limit: 1}), "0.12 $ (0.98 $ left of 1.00 $ a day)");
  const short = describeCost(1200, {left: 0.09, limit: 0.1, cost: 0.001});
  assert.equal(short, "1.20 $ (0.09 $ left of 0.10 $ a day; enough for 90 calls today)");
});

test("a time of another day has its date", () => {
  assert.equal(describeTime(new Date(now + 41 * 60_000), now), "09:41 UTC");
  assert.equal(describeTime(new Date(now + 15 * 3_600_000), now), "00:00 UTC on 2026-11-02");
});
