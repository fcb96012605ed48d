import {gapKinds} from "../../src/indicators/missing.ts";
import type {LensValues, Snapshot} from "../../src/indicators/snapshot.ts";
import type {Quadrant} from "../../src/indicators/quadrants.ts";
import {type Dataset, datasets} from "../../src/terms/lenses.ts";

/**
 * Stands for a missing value. NaN would not do, since it is a value; minus infinity does, since no indicator takes it.
 */
const missing = -Infinity;

/** A quadrant is stored as its index here, a missing one as -1. */
const quadrants: readonly Quadrant[] = ["optimal", "moonshot", "incremental", "cautious"];

/** The values of a technology in a dataset that are numbers. */
type NumberField = Exclude<keyof LensValues, "missing">;

/** The header that snapshots of one region share. */
interface Header {
  count: number;
  region: Snapshot["region"];
  technologies: Pick<Snapshot["technologies"][number], "name" | "slug" | "group">[];
  /** Keys of the numbers of a technology in a dataset, in storage order. */
  fields: NumberField[];
}

/**
 * Packs snapshots of one region and one list of technologies: the length of a header, the header as JSON, then 64-bit
 * floating-point numbers. A snapshot takes about 20 kB, and reading it is twenty times faster than from JSON.
 * @throws RangeError without a snapshot
 */
export function packSnapshots(snapshots: readonly Snapshot[]): Uint8Array {
  const first = snapshots[0];
  if (!first) throw new RangeError("no snapshot to store");
  const numbers: number[] = [];
  const fields = Object.keys(first.technologies[0]?.lenses.patents ?? {}).filter(
    (field) => field !== "missing"
  ) as NumberField[];
  for (const snapshot of snapshots) writeSnapshot(numbers, snapshot, fields);
  const header: Header = {
    count: snapshots.length,
    region: first.region,
    technologies: first.technologies.map(({name, slug, group}) => ({name, slug, group})),
    fields
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = numbersAt(text.length);
  const bytes = new Uint8Array(start + 8 * numbers.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  new Float64Array(bytes.buffer, start).set(numbers);
  return bytes;
}

/**
 * Unpacks the result of `packSnapshots`.
 * @throws RangeError for truncated bytes
 */
export function unpackSnapshots(bytes: Uint8Array): Snapshot[] {
  // Copying the bytes aligns them for 64-bit numbers.
  const {buffer} = new Uint8Array(bytes);
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Header;
  const numbers = new Float64Array(buffer, numbersAt(length));
  let at = 0;
  const next = () => {
    const value = numbers[at++];
    if (value === undefined) throw new RangeError("the stored snapshots are truncated");
    return value;
  };
  return Array.from({length: header.count}, () => readSnapshot(next, header));
}

/** Offset of the numbers: the next multiple of eight after the header. */
function numbersAt(headerLength: number): number {
  return Math.ceil((4 + headerLength) / 8) * 8;
}

function writeSnapshot(to: number[], {technologies, totals, lines, network}: Snapshot, fields: Header["fields"]): void {
  const orMissing = (value: number | null) => value ?? missing;
  for (const {complexity, composite, quadrant, lenses} of technologies) {
    to.push(orMissing(complexity), orMissing(composite), quadrant === null ? -1 : quadrants.indexOf(quadrant));
    for (const dataset of datasets) {
      const {[dataset]: values} = lenses;
      to.push(values.missing === null ? -1 : gapKinds.indexOf(values.missing));
      for (const field of fields) to.push(orMissing(values[field]));
    }
  }
  for (const dataset of datasets) {
    const {count, technologies: of, few, partial, held} = totals[dataset];
    to.push(count, of, Number(few), Number(partial), Number(held));
  }
  to.push(lines.relatedness, lines.complexity, network.length);
  for (const {source, target, weight} of network) to.push(source, target, weight);
}

function readSnapshot(next: () => number, {region, technologies, fields}: Header): Snapshot {
  const orNull = (value: number) => (value === missing ? null : value);
  const perDataset = <T>(read: () => T) =>
    Object.fromEntries(datasets.map((dataset) => [dataset, read()])) as Record<Dataset, T>;
  const lensValues = (): LensValues => ({
    missing: gapKinds[next()] ?? null,
    ...(Object.fromEntries(fields.map((field) => [field, orNull(next())])) as unknown as Omit<LensValues, "missing">)
  });
  return {
    region,
    technologies: technologies.map((technology, i) => ({
      ...technology,
      technology: i + 1,
      complexity: orNull(next()),
      composite: orNull(next()),
      quadrant: quadrants[next()] ?? null,
      lenses: perDataset(lensValues)
    })),
    totals: perDataset(() => ({
      count: next(),
      technologies: next(),
      few: next() === 1,
      partial: next() === 1,
      held: next() === 1
    })),
    lines: {relatedness: next(), complexity: next()},
    network: Array.from({length: next()}, () => ({source: next(), target: next(), weight: next()}))
  };
}
