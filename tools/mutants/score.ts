import {folderOf, type Verdict} from "./runner.ts";

/** Counts of the mutants in a folder, or of all mutants. */
export interface Tally {
  folder: string;
  mutants: number;
  killed: number;
  timedOut: number;
  survived: number;
  /** Share of killed mutants, 0–1; 1 if there are none. */
  score: number;
}

/** Tallies of verdicts by folder, in order, with the total in the last row. */
export function tallyVerdicts(verdicts: readonly Verdict[]): Tally[] {
  const folders = [...new Set(verdicts.map(({file}) => folderOf(file)))].sort();
  return [
    ...folders.map((folder) =>
      tally(
        folder,
        verdicts.filter(({file}) => folderOf(file) === folder)
      )
    ),
    tally("all", verdicts)
  ];
}

function tally(folder: string, verdicts: readonly Verdict[]): Tally {
  const of = (status: Verdict["status"]) => verdicts.filter((one) => one.status === status).length;
  const [mutants, survived] = [verdicts.length, of("survived")];
  return {
    folder,
    mutants,
    killed: of("killed"),
    timedOut: of("timed out"),
    survived,
    score: mutants === 0 ? 1 : (mutants - survived) / mutants
  };
}

/** The tallies as lines of text. */
export function tallyTable(tallies: readonly Tally[]): string {
  const head = ["folder", "mutants", "killed", "timed out", "survived", "score"];
  const rows = tallies.map(({folder, mutants, killed, timedOut, survived, score}) => [
    folder,
    ...[mutants, killed, timedOut, survived].map(String),
    `${(100 * score).toFixed(1)} %`
  ]);
  const widths = head.map((name, i) => Math.max(...[name, ...rows.map((row) => row[i]!)].map(({length}) => length)));
  return [head, ...rows]
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "))
    .join("\n");
}

/** A survivor as one line: its id, position and change. */
export function describeMutant({id, file, line, operator, original, replacement}: Verdict): string {
  const short = (text: string) => text.replace(/\s+/g, " ").slice(0, 60) || "nothing";
  return `${id}  ${file}:${line}  ${operator}: ${short(original)} → ${short(replacement)}`;
}
