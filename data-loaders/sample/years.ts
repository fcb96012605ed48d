import type {Technology} from "../classification/taxonomy.ts";
import type {Random} from "../../src/scenario/random.ts";
import type {Lens} from "../../src/terms/lenses.ts";

/**
 * Relative numbers of documents by year. The last years of patents are incomplete: publication takes 18 months, longer
 * under the PCT.
 */
const weights: Record<Lens, readonly (readonly [year: number, weight: number])[]> = {
  patents: [
    [2020, 1],
    [2021, 1.03],
    [2022, 1.05],
    [2023, 0.8],
    [2024, 0.35]
  ],
  publications: [
    [2021, 0.98],
    [2022, 1],
    [2023, 1.02],
    [2024, 1.03],
    [2025, 0.85]
  ],
  deals: [
    [2021, 1.35],
    [2022, 1.15],
    [2023, 0.85],
    [2024, 0.85],
    [2025, 0.7]
  ]
};

/** Annual growth relative to all documents, for technologies known to rise or fall; plausible, not measured. */
const growth: Readonly<Record<string, number>> = {
  "Generative AI": 0.45,
  "Artificial Intelligence": 0.15,
  "Natural Language Processing": 0.1,
  "Quantum computing": 0.18,
  "mRNA Technology": 0.12,
  "Carbon Capture & Storage": 0.1,
  "Smart Grids": 0.08,
  "Defence Technologies": 0.12,
  Drones: 0.1,
  "Space technologies": 0.07,
  Cybersecurity: 0.05,
  Semiconductors: 0.05,
  "Internet of Things (IOT)": -0.05,
  "Food Technology": -0.03,
  "Medical Devices": -0.02,
  Nanotechnologies: -0.04
};

/** Weights of the years and their sum, by lens and growth. */
const growing = new Map<string, {years: readonly (readonly [year: number, weight: number])[]; sum: number}>();

function yearsGrowing(lens: Lens, rate: number) {
  const key = `${lens} ${rate}`;
  let found = growing.get(key);
  if (!found) {
    const years = weights[lens].map(([year, weight], i) => [year, weight * rate ** i] as const);
    growing.set(key, (found = {years, sum: years.reduce((sum, [, weight]) => sum + weight, 0)}));
  }
  return found;
}

/** Draws the year of a document about a technology, or about none. */
export function drawYear(lens: Lens, technology: Technology | undefined, random: Random): number {
  const {years, sum} = yearsGrowing(lens, 1 + (technology ? (growth[technology.name] ?? 0) : 0));
  let target = random.next() * sum;
  for (const [year, weight] of years) if ((target -= weight) < 0) return year;
  return years.at(-1)![0];
}
