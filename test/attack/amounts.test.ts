// Amounts and records of licensed deals that a reader could recover from all that is published at a time, and from one
// release after another. Each try is an algorithm of an attacker, and a secret that it must miss.
import assert from "node:assert/strict";
import {DisclosureKey} from "../../data-loaders/warehouse/disclosure-key.ts";
import {disclosureRule} from "../../data-loaders/warehouse/disclosure.ts";
import {isSafe} from "../../data-loaders/warehouse/rounded-sum.ts";
import {Random} from "../../src/scenario/random.ts";
import {
  cities,
  drawAmount,
  industries,
  type PublishedCell,
  type PublishedDeals,
  publishRounds,
  regionOf,
  type Round
} from "../support/deal-world.ts";
import {tempFolder} from "../support/temp-folder.ts";
import {attack, type Try} from "./tries.ts";

const root = tempFolder();
const random = new Random(20261201);
const key = new DisclosureKey(Buffer.from("the key of the attacks on amounts, as long as needed"));

/** A place and an industry, and its companies with their rounds. */
interface Cell {
  name: string;
  city: string;
  industry: string;
  companies: Round[][];
}

const millions = (rounds: readonly Round[]) => rounds.map(({amount}) => amount! / 1e6);
const totalOf = (rounds: readonly Round[]) => millions(rounds).reduce((sum, one) => sum + one, 0);
const largestOf = ({companies}: Cell) => Math.max(...companies.map(totalOf));
const letters = "alpha beta gamma delta epsilon zeta eta".split(" ");
const roundIn = (city: string, industry: string, at: number, amount: number): Round => ({
  company: `${city.slice(0, 4)} ${industry.slice(0, 4)} ${letters[at]!}`,
  amount,
  industries: [industry],
  city
});

/** Three to six companies of one or two rounds each, so that no company dominates. */
function drawCell(city: string, industry: string): Cell {
  for (;;) {
    const companies = Array.from({length: random.integer(3, 6)}, (_, i) =>
      Array.from({length: random.integer(1, 2)}, () => roundIn(city, industry, i, drawAmount(random)))
    );
    if (isSafe(companies.map(millions), disclosureRule))
      return {name: `${regionOf(city)} ${industry}`, city, industry, companies};
  }
}

const cells = cities.flatMap((city) => industries.map((industry) => drawCell(city, industry)));

/** Publishes cells. The address of a round depends on its company alone, and on its place among the company's rounds. */
async function publish(given: readonly Cell[], options?: Parameters<typeof publishRounds>[3]): Promise<PublishedDeals> {
  const rounds = given.flatMap(({companies}) =>
    companies.flatMap((own) =>
      own.map((round, i) => ({
        ...round,
        url: `https://example.org/funding_round/${round.company.replaceAll(" ", "-")}-${i}`
      }))
    )
  );
  return await publishRounds(root, rounds, key, options);
}

const base = await publish(cells);

/** What an attacker has of one cell: two published versions, and what changed between them. */
interface Comparison {
  before: PublishedCell;
  after: PublishedCell;
  /** The secret amount in millions, and what of it the attacker knows. */
  secret: number;
  known?: number;
  /** Whether the later version has the secret. */
  added: boolean;
}

/** A change of a cell, and the amount that is secret in it. */
interface Change {
  companies: Round[][];
  secret: number;
  known?: number;
}

/** The tries that a change of every cell gives: those of cells of which both versions have amounts. */
async function compare(
  change: (cell: Cell) => Change,
  {added, from = base, options}: {added: boolean; from?: PublishedDeals; options?: Parameters<typeof publish>[1]}
): Promise<Try<Comparison>[]> {
  const changes = cells.map((cell) => ({cell, change: change(cell)}));
  const told = await publish(
    changes.map(({cell, change: {companies}}) => ({...cell, companies})),
    options
  );
  return changes.flatMap(({cell: {name}, change: {secret, known}}) => {
    const [before, after] = [from.cells.get(name), told.cells.get(name)];
    if (!before?.disclosed || !after?.disclosed) return [];
    return [[name, {before, after, secret, added, ...(known !== undefined && {known})}]];
  });
}

/** The difference of two published sums must not be the secret amount, to within the p of the p% rule. */
function missByDifference({before, after, secret, known = 0, added}: Comparison): void {
  const estimate = known + (added ? after.amount - before.amount : before.amount - after.amount);
  assert.ok(
    Math.abs(estimate - secret) > disclosureRule.p * secret,
    `${estimate} million for ${secret}, from ${before.amount} and ${after.amount}`
  );
}

const withRound = (cell: Cell, at: number, amount: number, more: Partial<Round> = {}): Change => ({
  companies: cell.companies.map((own, i) =>
    i === at ? [...own, {...roundIn(cell.city, cell.industry, at, amount), ...more}] : own
  ),
  secret: amount / 1e6
});
const anyOf = ({companies}: Cell) => random.integer(0, companies.length - 1);
/** The place of a company that is not the largest. */
const smallIn = (cell: Cell) => {
  const others = cell.companies.flatMap((own, i) => (totalOf(own) < largestOf(cell) ? [i] : []));
  return random.pick(others);
};
/** From 0.7 to 2.2 times what the largest company has. */
const largeFor = (cell: Cell) => Math.round(1e6 * largestOf(cell) * (0.7 + 1.5 * random.next()));

const differences: [kind: string, tries: Try<Comparison>[]][] = [
  [
    "a round that a known company announced between two releases",
    await compare((cell) => withRound(cell, anyOf(cell), drawAmount(random)), {added: true})
  ],
  [
    "a large round between two releases",
    await compare((cell) => withRound(cell, anyOf(cell), largeFor(cell)), {added: true})
  ],
  [
    "a company that is new in a release",
    await compare(
      (cell) => {
        const amount = random.chance(0.5) ? drawAmount(random) : largeFor(cell);
        const {city, industry, companies} = cell;
        return {companies: [...companies, [roundIn(city, industry, 6, amount)]], secret: amount / 1e6};
      },
      {added: true}
    )
  ],
  [
    "a company that a release lacks",
    await compare(
      ({companies}) => {
        const at = random.integer(0, companies.length - 1);
        return {companies: companies.filter((_, i) => i !== at), secret: totalOf(companies[at]!)};
      },
      {added: false}
    )
  ],
  [
    "a round that a release lacks",
    await compare(
      ({companies}) => {
        const at = random.integer(0, companies.length - 1);
        return {
          companies: companies.map((own, i) => (i === at ? own.slice(0, -1) : own)).filter(({length}) => length > 0),
          secret: totalOf(companies[at]!.slice(-1))
        };
      },
      {added: false}
    )
  ],
  [
    // Of a company that is the largest neither before nor after; docs/disclosure.md tells what remains for that one.
    "an amount that a release corrects, its first value known",
    await compare(
      (cell) => {
        const at = smallIn(cell);
        const [first, ...others] = cell.companies[at]!;
        const most = (largestOf(cell) - totalOf(others)) / (first!.amount! / 1e6);
        const factor = most > 1.3 && random.chance(0.5) ? 1.3 + (Math.min(most, 3.3) - 1.3) * random.next() : 0.5;
        const amount = Math.round(first!.amount! * factor);
        const companies = cell.companies.map((own, i) => (i === at ? [{...first!, amount}, ...others] : own));
        return {companies, secret: amount / 1e6, known: first!.amount! / 1e6};
      },
      {added: true}
    )
  ],
  [
    "a round of the one year that a longer window has more",
    await compare((cell) => withRound(cell, anyOf(cell), drawAmount(random), {date: "2021-06-30"}), {
      added: true,
      from: await publish(cells, {window: [2022, 2025]}),
      options: {window: [2021, 2025]}
    })
  ],
  [
    "a loan that only one of two choices of deal types counts",
    await compare((cell) => withRound(cell, anyOf(cell), drawAmount(random), {type: "Debt Financing"}), {
      added: true,
      options: {dealTypes: ["equity", "debt"]}
    })
  ]
];

/** Releases in which all cells but those of one kind change; an attacker averages those of a cell that did not change. */
const releases = [base, ...(await Promise.all([0, 1, 2].map(async (kind) => await changeOthers(kind))))];
async function changeOthers(kind: number): Promise<PublishedDeals> {
  return await publish(
    cells.map((cell, i) => (i % 3 === kind ? cell : {...cell, ...withRound(cell, anyOf(cell), drawAmount(random))}))
  );
}
const averages = cells.flatMap(({name}, i): Try<PublishedCell[]>[] => {
  const own = [0, (i % 3) + 1].map((release) => releases[release]!.cells.get(name)!);
  return own.every((cell) => cell?.disclosed > 0) ? [[name, own]] : [];
});

/** One round of a single company, beside a cell that is published, and the date of the last round. */
const singles: Try<{told: PublishedDeals; secret: number; date: string}>[] = [];
for (const [i, cell] of cells.filter((_, at) => at % 4 === 0).entries()) {
  const amount = i % 2 === 0 ? drawAmount(random) : largeFor(cell);
  const industry = industries[(industries.indexOf(cell.industry) + 1) % industries.length]!;
  const date = `2024-${String(1 + (i % 12)).padStart(2, "0")}-${String(11 + i)}`;
  const hidden = {...roundIn(cell.city, industry, 6, amount), date};
  singles.push([
    cell.name,
    {told: await publish([cell, {...cell, companies: [[hidden]]}]), secret: amount / 1e6, date}
  ]);
}

/** Spellings of one company: its name, and its address. */
const spellings: readonly ((name: string, slug: string) => readonly [name: string, address: string])[] = [
  (name, slug) => [name, `https://www.crunchbase.com/organization/${slug}`],
  (name, slug) => [name.toUpperCase(), `http://crunchbase.com/organization/${slug}/`],
  (name, slug) => [`${name}, Inc.`, `https://www.crunchbase.com/organization/${slug}-${slug}`],
  (name, slug) => [`${name} NV`, `https://crunchbase.com/organization/${slug}?utm_source=x`],
  (name, slug) => [`${name} B.V.`, `organization/${slug.toUpperCase()}`],
  (name, slug) => [`${name} S.A.`, `https://example.org/a-${slug}`],
  (name, slug) => [`${name} GmbH & Co. KG`, `https://example.org/b-${slug}`],
  (name, slug) => [name.normalize("NFD"), `https://example.org/c-${slug}`],
  (name, slug) => [name.replace(" ", "\u00a0"), `https://example.org/d-${slug}`],
  (name, slug) => [`The ${name} Group`, `https://example.org/e-${slug}`],
  (_, slug) => ["", `https://www.crunchbase.com/organization/${slug}#top`],
  (name) => [name.replace(" ", "-"), ""]
];
const names = ["Żółw Systems", "Émile Labs", "Acme Robotics", "Nordic Quantum", "Zeta-7 Devices", "Café Bio"];
/** Rounds of one company under several spellings, alone in a place and an industry. */
function spell(city: string, industry: string, at: number, amounts: readonly number[]): Round[] {
  const name = `${names[at % names.length]!} ${city.slice(0, 4)} ${industry.slice(0, 4)}`;
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9ł]+/g, "-");
  return amounts.map((amount, i) => {
    const [company, address] = spellings[(at * 5 + i * 7) % spellings.length]!(name, slug);
    return {company, address, amount, industries: [industry], city, url: `https://example.org/round/${slug}-${i}`};
  });
}
const pairs = cities.flatMap((city) => industries.map((industry) => ({city, industry})));
const alone = await publishRounds(
  root,
  pairs.flatMap(({city, industry}, i) =>
    spell(city, industry, i, [drawAmount(random), drawAmount(random), drawAmount(random)])
  ),
  key
);
/** A large company in three parts, beside two small ones that do not hide it. */
const parts = await publishRounds(
  root,
  pairs.flatMap(({city, industry}, i) => [
    ...spell(city, industry, i, [8e6, 9e6, 1e7]),
    ...[0, 1].map((other) => roundIn(city, industry, other, 6e5 + random.integer(0, 1e5)))
  ]),
  key
);
const spelt = (told: PublishedDeals): Try<PublishedCell | undefined>[] =>
  pairs.map(({city, industry}) => [`${regionOf(city)} ${industry}`, told.cells.get(`${regionOf(city)} ${industry}`)]);

for (const [kind, tries] of differences) attack(kind, tries, missByDifference);

attack("the mean of a sum in many releases", averages, (told) => {
  assert.deepEqual(
    told,
    told.map(() => told[0]),
    "independent errors, which an average removes"
  );
});

attack(
  "the total before suppression, less what is published",
  singles,
  ({told: {account, cells: published}, secret}) => {
    const shown = [...published.values()].reduce((sum, {amount}) => sum + amount, 0);
    const told = account.amount === null ? Number.NaN : account.amount - shown;
    assert.ok(!(Math.abs(told - secret) <= disclosureRule.p * secret), `${told} for ${secret}`);
  }
);

attack(
  "the number of deals before suppression, less those published",
  singles,
  ({told: {account, cells: published}}) => {
    const shown = [...published.values()].reduce((sum, {documents}) => sum + documents, 0);
    assert.notEqual(account.deals - shown, 1);
    for (const count of [account.deals, account.suppressed, account.generalised]) assert.equal(count % 3, 0);
  }
);

attack("the day of the latest round", singles, ({told, date}) => {
  const text = JSON.stringify([told.edition, told.account, [...told.cells]]);
  const [year, month, day] = date.split("-") as [string, string, string];
  for (const form of [date, `${month}/${day}/${year}`, `${day}.${month}.${year}`, `${year}${month}${day}`])
    assert.ok(!text.includes(form), `${form} in ${text}`);
  assert.equal(told.edition, `rounds announced until ${year}-${month}`);
});

attack("a company that is alone, under three spellings", spelt(alone), (cell) => {
  assert.equal(cell, undefined);
});

attack("a company that dominates, in three spellings that look small", spelt(parts), (cell) => {
  assert.ok(!cell || cell.disclosed === 0, JSON.stringify(cell));
});
