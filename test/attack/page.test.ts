import assert from "node:assert/strict";
import {after, before} from "node:test";
import type {Route} from "playwright-core";
import {builtSite} from "../browser/built-site.ts";
import {eventually, goWithin, moveAbout, type OpenPage, openSite, type TestSite} from "../browser/harness.ts";
import {attack, type Try} from "./tries.ts";

let site: TestSite;

before(async () => {
  site = await openSite(await builtSite());
});
after(async () => await site?.close());

const phone = {width: 390, height: 844};

/** A page that is open for all tries of a kind, and the element in which it tells what an address says in vain. */
interface Told {
  path: string;
  notice: string;
}

const report: Told = {path: "/", notice: "[data-scenario-bar] [role=status]"};
const whatIf: Told = {path: "/lab/what-if", notice: "[data-notices]"};
const evidence: Told = {path: "/lab/evidence", notice: "[data-evidence=status]"};
const region: Told = {path: "/lab/region", notice: "[data-region-notices]"};
const review: Told = {path: "/lab/review", notice: "[data-review=status]"};
const robust: Told = {path: "/lab/robustness", notice: "[data-message]"};

const pages = new Map<string, Promise<OpenPage>>();

/** The page of a path, opened once, with a first invalid address that shows that it has started. */
async function opened({path, notice}: Told): Promise<OpenPage> {
  const known = pages.get(path);
  if (known) return await known;
  const opening = (async () => {
    const open = await site.open(`${path}?nonsense=1`, {
      viewport: phone,
      prepare: (page) =>
        page.addInitScript(() => {
          const violations: string[] = ((globalThis as unknown as {violations: string[]}).violations = []);
          addEventListener("securitypolicyviolation", ({effectiveDirective}) => violations.push(effectiveDirective));
        })
    });
    await moveAbout(open.page);
    await eventually(async () => assert.match(await open.page.locator(notice).innerText(), /nonsense/));
    return open;
  })();
  pages.set(path, opening);
  return await opening;
}
after(async () => {
  for (const open of pages.values()) await open.then(({close}) => close()).catch(() => {});
});

/** No script of an address ran, nothing failed, and the page is whole and no wider than the window. */
async function unharmed({page, trouble}: OpenPage): Promise<void> {
  const found = await page.evaluate(() => {
    const scope = globalThis as unknown as {violations: string[]; attacked?: unknown};
    return {
      violations: scope.violations,
      attacked: scope.attacked ?? null,
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      title: document.querySelector("h1")!.textContent.length > 0
    };
  });
  assert.deepEqual(
    {...found, errors: trouble.pageErrors},
    {violations: [], attacked: null, wider: 0, title: true, errors: []}
  );
}

/** No notice is longer than this many letters, whatever an address holds. */
const longest = 1500;
const words = /invalid|unknown setting|no effect|twice|version|ignored|no number called/;

/** The page tells of an address to which back or forward leads, and no longer tells of it afterwards. */
async function told(where: Told, search: string): Promise<void> {
  const open = await opened(where);
  await goWithin(open.page, "");
  await eventually(async () => assert.doesNotMatch(await open.page.locator(where.notice).innerText(), words), 10_000);
  await goWithin(open.page, search);
  await eventually(async () => assert.match(await open.page.locator(where.notice).innerText(), words), 10_000);
  const text = await open.page.locator(where.notice).innerText();
  assert.ok(text.length <= longest, `a notice of ${text.length} letters`);
  await unharmed(open);
}

const image = "<img src=x onerror=globalThis.attacked=1>";
const values: readonly Try<string>[] = [
  ["an image", image],
  ["a script", "<script>globalThis.attacked=1</script>"],
  ["a drawing", "<svg onload=globalThis.attacked=1>"],
  ["the end of an attribute", `"><svg onload=globalThis.attacked=1>`],
  ["the end of a noscript", "</noscript></template></title><script>globalThis.attacked=1</script>"],
  ["an address that runs", "javascript:globalThis.attacked=1"],
  ["a frame", "<iframe srcdoc='<script>parent.attacked=1</script>'>"],
  ["a base", "<base href=https://evil.test/>"],
  ["a refresh", "<meta http-equiv=refresh content='0;url=https://evil.test'>"],
  ["a style", "<style>*{display:none}</style>"],
  ["a comment", "<!--"],
  ["CDATA", "]]><![CDATA["],
  ["entities", "&lt;script&gt;&#x3c;"],
  ["a template", "${globalThis.attacked=1}"],
  ["braces", "{{constructor.constructor('attacked=1')()}}"],
  ["a prototype", "__proto__"],
  ["a constructor", "constructor"],
  ["a method", "toString"],
  ["a property", "hasOwnProperty"],
  ["SQL", "'; DROP TABLE patents; --"],
  ["a path", "../../../../etc/passwd"],
  ["a null", "\0"],
  ["controls", "\x01\x1b[31m\x7f"],
  ["lines", "a\r\nb\r\nc"],
  ["right to left", "\u202eevil\u2066"],
  ["no width", "a\u200b\ufeff\u00adb"],
  ["a long word", "W".repeat(12_000)],
  ["long wide letters", "\ufdfd".repeat(300)],
  ["long emoji", "👩‍👩‍👧‍👦".repeat(200)],
  ["stacked marks", `a${"\u0301".repeat(2000)}`],
  ["NaN", "NaN"],
  ["Infinity", "Infinity"],
  ["1e400", "1e400"],
  ["a negative number", "-1"],
  ["hexadecimal", "0x10"],
  ["many digits", "9".repeat(400)],
  ["null", "null"],
  ["undefined", "undefined"],
  ["a list", "[]"],
  ["an object", `{"a":1}`],
  ["a formula", "=1+1"],
  ["only spaces", "   "]
];

const keys = ["region", "rca", "count", "links", "against", "cut", "self", "vintage"];
const asValue = values.map(([name, value], i): Try<string> => {
  const key = keys[i % keys.length]!;
  return [`${name} as ${key}`, `?v=1&${key}=${encodeURIComponent(value)}`];
});
const asKey = values
  .filter(([, value]) => value.trim() !== "")
  .map(([name, value]): Try<string> => [`${name} as a key`, `?${encodeURIComponent(value)}=1`]);
const whole: readonly Try<string>[] = [
  ["a wrong encoding", "?region=%E0%A4%A"],
  ["half a pair", "?region=%ED%A0%80"],
  ["an empty region", "?region="],
  ["two regions", "?region=BE2&region=NL4"],
  ["another version", "?v=99"],
  ["a long version", `?v=${"9".repeat(5000)}`],
  ["a thousand unknown keys", `?${Array.from({length: 1000}, (_, i) => `k${i}=1`).join("&")}`],
  ["every key wrong", `?${keys.map((key) => `${key}=${encodeURIComponent(image)}`).join("&")}`],
  ["a thousand links", `?links=${Array.from({length: 1000}, () => "ac_x_y").join("*")}`],
  ["a long key", `?${"k".repeat(12_000)}=1`]
];

const every = (tries: readonly Try<string>[], step: number, from = 0) => tries.filter((_, i) => i % step === from);

for (const [name, where, tries] of [
  ["what-if", whatIf, [...asValue, ...whole]],
  ["report", report, [...every(asKey, 2), ...whole]],
  ["region", region, [...every(asValue, 3), ...every(whole, 2)]],
  ["evidence", evidence, [...every(asKey, 4, 1), ...every(whole, 2, 1)]],
  ["review", review, [...every(asValue, 6, 1), ...every(whole, 4)]],
  // On this page, `count` is the number of specifications.
  [
    "robustness",
    robust,
    [...every(asValue, 5, 2), ...every(whole, 4, 1)].filter(([name]) => !name.endsWith("as count"))
  ]
] as const)
  attack<string>(
    `addresses that become invalid through back or forward: ${name}`,
    tries,
    async (search) => await told(where, search),
    {timeout: 180_000}
  );

attack<string>(
  "references of the records' page that name no number",
  values
    .filter(([, value]) => value.trim() !== "")
    .filter((_, i) => i % 2 === 0)
    .map(([name, value]) => [name, `?reference=${encodeURIComponent(value)}`]),
  async (search) => await told(evidence, search),
  {timeout: 120_000}
);

attack<string>(
  "the browser's own back and forward",
  [
    ["an image", `?region=${encodeURIComponent(image)}`],
    ["a long value", `?rca=${"9".repeat(3000)}`],
    ["an unknown key", "?nothing=1"]
  ],
  async (search) => {
    const open = await opened(whatIf);
    await open.page.evaluate((query) => {
      history.pushState(null, "", `${location.pathname}${query}`);
      history.pushState(null, "", location.pathname);
    }, search);
    await goWithin(open.page, "");
    await open.page.evaluate(() => history.go(-2));
    await eventually(async () => assert.match(await open.page.locator(whatIf.notice).innerText(), words), 10_000);
    await open.page.evaluate(() => history.go(1));
    await eventually(async () => assert.equal(await open.page.locator(whatIf.notice).innerText(), ""), 10_000);
    await unharmed(open);
  },
  {timeout: 60_000}
);

/** What is held back, the page that waits for it, and what the page calls it. */
interface Mute {
  path: string;
  files: string;
  name: RegExp;
  /** Answers a file in a way that hangs, by default not at all. */
  answer?(route: Route): Promise<void>;
}

/** A worker that starts and never answers. */
const deaf = async (route: Route) =>
  await route.fulfill({contentType: "text/javascript", body: "addEventListener('message', () => {});"});

const mutes: readonly Try<Mute>[] = [
  ["a table", {path: "/", files: "**/patents.*.parquet", name: /patents\.parquet/}],
  ["the report's values", {path: "/lab/what-if", files: "**/report.*.json", name: /report\.json/}],
  ["the database's worker", {path: "/", files: "**/duckdb-browser-eh.worker.*.js", name: /the database/, answer: deaf}],
  [
    "the runner's worker",
    {path: "/", files: "**/live/engine/worker.*.js", name: /the worker that computes/, answer: deaf}
  ],
  ["a decoder", {path: "/", files: "**/parquet_wasm_bg*.wasm", name: /parquet_wasm_bg\.wasm/}],
  ["the page's first script", {path: "/", files: "**/components/shell.*.js", name: /has not started/}]
];

async function outlast({path, files, name, answer}: Mute): Promise<void> {
  let mute = true;
  const {page, close} = await site.open("/404", {viewport: phone});
  page.setDefaultTimeout(150_000);
  try {
    await page.route(files, async (route) => {
      if (!mute) await route.continue();
      else await answer?.(route);
    });
    // The first script holds back the end of loading.
    await page.goto(site.url(path), {waitUntil: "commit"});
    await moveAbout(page);
    const strip = page.locator("aside.late", {hasText: name});
    await strip.waitFor();
    assert.ok((await page.locator("h1").first().innerText()).length > 0);
    mute = false;
    await strip.getByRole("button", {name: "Try again"}).click();
    await moveAbout(page);
    await page.locator("[data-live-status][data-state=live], [data-lab][data-written]").first().waitFor();
    assert.equal(await strip.count(), 0);
  } finally {
    await close();
  }
}

/** All at once, since each waits for ten seconds first. */
let outlasting: Map<Mute, Promise<void>> | undefined;

attack<Mute>(
  "what never answers is told, and answers when tried again",
  mutes,
  async (mute) => {
    outlasting ??= new Map(
      mutes.map(([, one]) => {
        const attempt = outlast(one);
        // Each is reported in its turn.
        attempt.catch(() => {});
        return [one, attempt];
      })
    );
    await outlasting.get(mute);
  },
  {timeout: 300_000}
);
