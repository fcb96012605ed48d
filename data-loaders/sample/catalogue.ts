import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {csvParse} from "d3";
import type {Technology} from "../classification/taxonomy.ts";
import {projectRoot} from "../console/project-root.ts";
import {type Move, readConcordance} from "../sources/cpc/concordance.ts";
import {loadVocabulary} from "../sources/vocabularies.ts";
import type {Random} from "../../src/scenario/random.ts";
import {loadSubjects} from "./subjects.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

/** The codes for documents. Domains are the technologies, ordered by id, then the families. */
export interface Catalogue {
  families: readonly string[];
  /** Technologies of codes that belong to three. */
  triples: readonly (readonly [number, number, number])[];
  /** Draws the codes of a document with one to three domains; none of them belongs to any other domain. */
  draw(domains: readonly number[], random: Random): string[];
}

/** Most codes of a document, by vocabulary. */
const most: Record<Vocabulary, number> = {cpc: 6, topic: 3, industry: 5};

/** Two technologies, by index, of which the first takes part in all documents of the second. */
interface Alias {
  copy: number;
  of: number;
}

/**
 * Reads the links for planning documents (`data/sample/subjects.csv`) and groups the codes by domain.
 *
 * A code that belongs to several technologies appears only in documents about all of them.
 * @param alias documents of technology `of` have the codes that belong to both
 * @throws Error when a technology has no code that belongs to it alone
 */
export async function loadCatalogue(
  vocabulary: Vocabulary,
  technologies: readonly Technology[],
  alias?: Alias
): Promise<Catalogue> {
  const data = join(projectRoot, "data");
  const subjects = await loadSubjects(join(data, "sample/subjects.csv"), technologies);
  const technologiesOf = new Map<string, number[]>();
  for (const subject of subjects)
    if (subject.vocabulary === vocabulary)
      technologiesOf.set(subject.symbol, [...(technologiesOf.get(subject.symbol) ?? []), subject.technology - 1]);
  const {own, shared} = groupByTechnology(technologiesOf, technologies.length, alias);
  const missing = technologies.filter((_, i) => own[i]!.length === 0).map(({name}) => name);
  if (missing.length > 0)
    throw new Error(
      `${vocabulary}: no code belongs only to ${missing.join(", ")}; add one to data/sample/subjects.csv`
    );
  const byFamily = await groupByFamily(vocabulary, data, technologiesOf);
  const families = [...byFamily.keys()].sort();
  const draw = drawFrom(
    vocabulary,
    technologies.length,
    [...own, ...families.map((family) => byFamily.get(family)!)],
    shared
  );
  const settle = separateMoves(vocabulary === "cpc" ? await readConcordance() : [], [
    ...own,
    ...shared.values(),
    ...byFamily.values()
  ]);
  return {
    families,
    triples: [...shared.keys()]
      .map((key) => key.split(",").map(Number))
      .filter((list) => list.length === 3) as unknown as [number, number, number][],
    draw: (domains, random) => settle(draw(domains, random))
  };
}

/** The codes of one technology alone, by technology; and those of two or three, by the list of technologies. */
function groupByTechnology(
  technologiesOf: ReadonlyMap<string, readonly number[]>,
  technologies: number,
  alias: Alias | undefined
): {own: string[][]; shared: Map<string, string[]>} {
  const own = Array.from({length: technologies}, (): string[] => []);
  const shared = new Map<string, string[]>();
  for (const [symbol, all] of technologiesOf) {
    const list = [...all].sort((a, b) => a - b);
    if (list.length === 1) {
      if (list[0] !== alias?.of) own[list[0]!]!.push(symbol);
    } else if (alias && list.length === 2 && list.includes(alias.of) && list.includes(alias.copy))
      own[alias.of]!.push(symbol);
    else if (list.length <= 3 && !(alias && (list.includes(alias.of) || list.includes(alias.copy))))
      shared.set(list.join(), [...(shared.get(list.join()) ?? []), symbol]);
  }
  return {own, shared};
}

/** The codes without a technology, by family: the CPC subclass, or the code itself. */
async function groupByFamily(
  vocabulary: Vocabulary,
  data: string,
  technologiesOf: ReadonlyMap<string, unknown>
): Promise<Map<string, string[]>> {
  // The vocabulary of CPC grows with the scheme, and the sample must not.
  const symbols =
    vocabulary === "cpc"
      ? csvParse(await readFile(join(data, "sample/other-groups.csv"), "utf8")).map(({code}) => code!)
      : (await loadVocabulary(vocabulary, data)).map(({symbol}) => symbol);
  const unused = new Set(
    csvParse(await readFile(join(data, "sample/unused.csv"), "utf8"))
      .filter((row) => row.vocabulary === vocabulary)
      .map(({code}) => code!)
  );
  const byFamily = new Map<string, string[]>();
  for (const symbol of symbols) {
    if (technologiesOf.has(symbol) || unused.has(symbol)) continue;
    const family = vocabulary === "cpc" ? symbol.slice(0, 4) : symbol;
    byFamily.set(family, [...(byFamily.get(family) ?? []), symbol]);
  }
  return byFamily;
}

/** @param codes those of each domain */
function drawFrom(
  vocabulary: Vocabulary,
  technologies: number,
  codes: readonly (readonly string[])[],
  shared: ReadonlyMap<string, readonly string[]>
): Catalogue["draw"] {
  const add = (chosen: Set<string>, domain: number, number: number, random: Random) => {
    for (let i = 0; i < number; ++i) chosen.add(pick(codes[domain]!, random));
  };
  // Patents have more codes than deals have industries.
  const further = vocabulary === "cpc" ? [0.9, 0.55, 0.25] : [0.8, 0.3];
  const numberOf = (domain: number, random: Random) => {
    if (domain >= technologies) return 1 + Number(random.chance(0.3));
    let number = 1;
    for (const chance of further) number += Number(random.chance(chance));
    return number;
  };
  return (domains, random) => {
    const chosen = new Set<string>();
    const together = domains.length > 1 ? shared.get([...domains].sort((x, y) => x - y).join()) : undefined;
    if (together && (domains.length === 3 || random.chance(0.4))) chosen.add(pick(together, random));
    if (domains.length === 1) add(chosen, domains[0]!, numberOf(domains[0]!, random), random);
    else if (most[vocabulary] <= 3) {
      // Leaves room for three domains: each has at least one code.
      if (chosen.size === 0) for (const domain of domains) add(chosen, domain, 1, random);
      if (chosen.size < 3 && random.chance(0.7)) add(chosen, domains[0]!, 1, random);
      if (chosen.size < 3 && random.chance(0.3)) add(chosen, domains.at(-1)!, 1, random);
    } else if (chosen.size > 0) {
      for (const domain of domains) if (random.chance(0.7)) add(chosen, domain, 1, random);
    } else for (const domain of domains) add(chosen, domain, numberOf(domain, random), random);
    return [...chosen].slice(0, Math.max(most[vocabulary], domains.length));
  };
}

/**
 * Replaces codes of a document so that none is the successor of another: readers drop the older one, and with it a
 * domain that only the older one has.
 * @param lists codes of the same domains, so that one replaces another
 */
function separateMoves(
  moves: readonly Move[],
  lists: readonly (readonly string[])[]
): (codes: readonly string[]) => string[] {
  const pairs = new Set(moves.map(({old, successor}) => `${old} ${successor}`));
  const follows = (a: string, b: string) => pairs.has(`${a} ${b}`) || pairs.has(`${a} ${b.slice(0, 4)}`);
  const clash = (a: string, b: string) => follows(a, b) || follows(b, a);
  const listOf = new Map(lists.flatMap((list) => list.map((code) => [code, list] as const)));
  return (codes) =>
    codes.reduceRight<string[]>(
      (settled, code, at) => {
        const others = settled.filter((_, i) => i !== at);
        if (!others.some((other) => clash(code, other))) return settled;
        const list = listOf.get(code) ?? [];
        const free = list.find((one) => !others.some((other) => one === other || clash(one, other)));
        return free === undefined ? settled : settled.with(at, free);
      },
      [...codes]
    );
}

/** Skewed, so that some codes are common and most are rare. */
function pick(list: readonly string[], random: Random): string {
  return list[Math.floor(list.length * random.next() ** 1.6)]!;
}
