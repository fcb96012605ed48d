// Texts, counts and hashes of everything that a site over licensed deals publishes.
import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {csvParse} from "d3";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {fingerprintFiles} from "../../data-loaders/fingerprint/files.ts";
import {listWork} from "../../data-loaders/quality/worklist.ts";
import {publishedManifest} from "../../data-loaders/warehouse/publish.ts";
import {findUnpublishable, textOf} from "../../src/site/release/check-release.ts";
import {Random} from "../../src/scenario/random.ts";
import {quote} from "../../src/text/sql.ts";
import {buildDeals, cities, drawAmount, industries, type Round, writeRounds} from "../support/deal-world.ts";
import {filesOf} from "../support/planted.ts";
import {tempFolder} from "../support/temp-folder.ts";
import {attack, type Try} from "./tries.ts";

const root = tempFolder();
const random = new Random(20261202);
const at = (name: string) => join(root, name);

/** Industries of the vocabulary that few rounds have. */
const rare = csvParse(readFileSync(join(projectRoot, "data/vocabulary/industries.csv"), "utf8"))
  .map(({code}) => code!)
  .filter((code) => !industries.includes(code) && !code.includes(","));

/** Texts that name persons and companies, some of them like a technology. */
const texts = Array.from({length: 48}, (_, i) => {
  const person = ["Jane", "Ömer", "Zoë", "Ivan", "Mary-Ann", "Qi"][i % 6]!;
  const family = ["Doe", "Verstraete", "O'Neill", "Qzx Photonics", "Zyx Robotics Lab", "Wvu Quantum Drones"][i % 6]!;
  return `${person} ${String.fromCharCode(65 + (i % 26))}. ${family} ${i}`;
});

let serial = 0;
const round = (list: readonly string[], city: string, company: string): Round => ({
  company,
  amount: drawAmount(random),
  industries: list,
  city,
  date: `20${random.integer(21, 25)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}`,
  url: `https://example.org/funding_round/${++serial}`
});
const anyCity = () => random.pick(cities);
const names = (n: number, what: string) => Array.from({length: n}, (_, i) => `Firm ${what} ${"abcdefgh"[i]!}${serial}`);
/** Once or twice, beside a frequent industry. */
const planted = rare.slice(0, 60).map((code, i) => ({code, times: 1 + (i % 2)}));
const rounds = [
  ...cities.flatMap((city) =>
    industries.flatMap((one) => names(6, `${city} ${one}`).map((name) => round([one], city, name)))
  ),
  ...planted.flatMap(({code, times}) =>
    names(times, code).map((name) => round([code, random.pick(industries)], anyCity(), name))
  ),
  // A text of one company, of three, or of five in one place.
  ...texts.flatMap((text, i) => {
    const city = anyCity();
    return names([1, 3, 5][i % 3]!, text).map((name) => round(i % 2 ? [text] : [industries[0]!, text], city, name));
  })
];

const extract = writeRounds(at("extract"), rounds);
writeFileSync(at("key"), "the key of the attacks on all that is published");
const out = at("licensed");
const manifest = await buildDeals(out, extract, {
  disclosureKey: at("key"),
  reportYears: {patents: [2021, 2025], publications: [2021, 2025], deals: [2021, 2025]}
});
const exact = await buildDeals(at("exact"), extract, {exact: true});
const tables = join(out, manifest.build);
writeFileSync(join(tables, "manifest.json"), JSON.stringify(publishedManifest(manifest)));
writeFileSync(join(tables, "worklist.csv"), await listWork(out));
const db = await WorkDatabase.open();
after(() => db.close());

/** Everything published, as text. */
const published: string[] = [];
for (const file of filesOf(tables)) published.push((await textOf(db, file)).toLowerCase());

const table = (folder: string, name: string) => `read_parquet(${quote(join(folder, `${name}.parquet`))})`;
/** The links of industries, with those of the exact build. */
const links = await db.rows(`
  SELECT technology, symbol, told.documents, told.together, told.cooccurrence, told.accepted, told.borderline, told.core,
    truth.documents AS true_documents, truth.together AS true_together, truth.accepted AS truly_accepted,
    truth.borderline AS truly_borderline, truth.core AS truly_core
  FROM ${table(tables, "links")} AS told
  JOIN ${table(join(at("exact"), exact.build), "links")} AS truth USING (vocabulary, symbol, technology)
  WHERE vocabulary = 'industry' ORDER BY symbol, technology`);
const small = links.filter(({true_documents: documents}) => documents === 1 || documents === 2);
const evident = links.filter(({cooccurrence}) => cooccurrence !== null);
const gaps = await db.number(`
  SELECT max(code) - min(code) + 1 - count(*) FROM ${table(tables, "codes")} WHERE vocabulary = 'industry'`);
const findings = await findUnpublishable(tables, manifest);

attack(
  "a free text as an industry",
  texts.map((text): Try<string> => [text, text]),
  (text) => {
    for (const form of [text, text.split(" ")[1]! + " " + text.split(" ").slice(2).join(" "), encodeURIComponent(text)])
      for (const file of published) assert.ok(!file.includes(form.toLowerCase()), `${form} is published`);
  }
);

/** Amounts of so many digits that nothing else has them by chance. */
const amounts = rounds.filter(({amount}, i) => i % 4 === 0 && amount! > 1e6 && amount! % 10 !== 0);
attack(
  "an amount in any file",
  amounts.map(({company, amount}): Try<number> => [company, amount!]),
  (amount) => {
    for (const form of [String(amount), String(amount / 1e6), amount.toLocaleString("en-US")]) {
      const pattern = new RegExp(`(?<![\\d.])${form.replaceAll(".", "\\.")}(?!\\d)`);
      for (const file of published) assert.ok(!pattern.test(file), `${form} is published`);
    }
  }
);

attack(
  "a count of one or two in a link",
  small.map((link): Try<typeof link> => [`${String(link.symbol)} ${String(link.technology)}`, link]),
  ({documents, together}) => {
    for (const count of [documents, together]) assert.ok([0, 3].includes(Number(count)), String(count));
  }
);

attack(
  "the counts behind a co-occurrence",
  evident.map((link): Try<typeof link> => [`${String(link.symbol)} ${String(link.technology)}`, link]),
  ({documents, together, cooccurrence}) => {
    assert.equal(Number(documents) % 3, 0);
    assert.equal(Number(together) % 3, 0);
    const hundredths = 100 * Number(cooccurrence);
    assert.ok(
      Math.abs(hundredths - Math.round(hundredths)) < 1e-9,
      `${String(cooccurrence)} has more than two decimals`
    );
  }
);

void test("the classification is that of the exact deals", () => {
  assert.ok(links.length > 500 && evident.length > 20);
  for (const {technology, symbol, accepted, borderline, core, ...truth} of links)
    assert.deepEqual(
      [accepted, borderline, core],
      [truth.truly_accepted, truth.truly_borderline, truth.truly_core],
      `${String(symbol)} ${String(technology)}`
    );
});

const {account, disclosure, titles, bytes, fingerprint, edition} = publishedManifest(manifest).sources[0]!;
const counts: Try<number>[] = [
  ...Object.entries({...account.read, ...account.located}),
  ...account.drops.map(({reason, rows}) => [reason, rows] as const),
  ...(["deals", "generalised", "suppressed"] as const).map((name) => [name, disclosure![name]] as const),
  ["documents", account.documents],
  ["titles", titles]
];
attack("an exact count in the manifest", counts, (count) => assert.equal(count % 3, 0));

attack("the number of industries that are not published", [["ids of codes without a code", gaps]], (count) =>
  assert.equal(count, 0)
);

/** An attacker who knows the whole extract but an amount tries all amounts, the true one among them. */
const guesses = rounds.slice(0, 24).map((one, i): Try<number> => [one.company, i]);
attack("an amount that a hash or a size confirms", guesses, async (secret) => {
  for (const amount of [rounds[secret]!.amount!, 1234567]) {
    const guess = writeRounds(
      at(`guess-${secret}`),
      rounds.map((one, i) => (i === secret ? {...one, amount} : one))
    );
    const found = await fingerprintFiles([join(guess, "funding_rounds.csv")], guess);
    assert.notEqual(found.fingerprint, fingerprint);
    assert.notEqual(found.bytes, bytes);
  }
  const sources = JSON.stringify([manifest.tables, manifest.sources]);
  assert.notEqual(createHash("sha256").update(sources).digest("hex").slice(0, 12), manifest.build);
});

void test("the tables pass the check of a release", () => {
  assert.deepEqual(findings, []);
  assert.match(edition, /^rounds announced until \d{4}-\d{2}$/);
});
