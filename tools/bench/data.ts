import {mkdir, mkdtemp, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {defineCommand, runIfStarted, UsageError, wholeNumber} from "../../data-loaders/console/command.ts";
import {createProgress} from "../../data-loaders/console/progress.ts";
import {measureInChild} from "./measure-child.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../data-loaders/duckdb/read-csv.ts";
import {describeMachine} from "../machine.ts";

/**
 * Writes a synthetic edition of REGPAT with the given number of CPC rows. An application has five of them, three
 * inventors and two IPC rows. Half of the applications are at the EPO and half under the PCT.
 */
export async function writeExtract(folder: string, cpcRows: number): Promise<void> {
  await mkdir(folder, {recursive: true});
  const db = await WorkDatabase.open();
  const applications = Math.ceil(cpcRows / 5);
  const half = Math.ceil(applications / 2);
  const options = "(FORMAT csv, DELIM '|', HEADER, QUOTE '')";
  const write = (name: string, query: string) => db.run(`COPY (${query}) TO '${join(folder, name)}' ${options}`);
  // Codes have a long tail over 8,000 main groups, as in real editions, and those of an application are close together.
  const symbol = (seed: string) => `
    chr((65 + ${seed} % 8)::INTEGER) || lpad((1 + ${seed} // 8 % 20)::VARCHAR, 2, '0')
    || chr((65 + ${seed} // 160 % 10)::INTEGER) || lpad((1 + ${seed} // 1600 % 5)::VARCHAR, 4, ' ')
    || '/' || lpad((i % 90)::VARCHAR, 2, '0')`;
  const skewed = "(8000 * pow((hash(i // 5, i % 3) % 100000) / 100000, 3))::BIGINT";
  await write(
    "202401_CPC_Classes.txt",
    `SELECT 100000000 + i // 5 AS appln_id, ${symbol(skewed)} AS CPC_Class FROM range(${cpcRows}) t(i)`
  );
  const regions = "['BE211', 'BE242', 'DE212', 'FR101', 'NL414', 'UKH12', 'SE110', 'CH031', 'ITC4C', 'US06075']";
  const countries = "['BE', 'BE', 'DE', 'FR', 'NL', 'GB', 'SE', 'CH', 'IT', 'US']";
  const drawn = "1 + (hash(i // 3, i % 2) % 10)::INTEGER";
  for (const [office, first] of [
    ["EPO", 100000000],
    ["PCT", 100000000 + half]
  ] as const) {
    await write(
      `202401_${office}_Inv_reg.txt`,
      `SELECT ${first} + i // 3 AS appln_id, '${office}' || i // 3 AS ${office === "EPO" ? "app_nbr" : "pct_nbr"},
      i AS person_id, 'SYNTHETIC INVENTOR ' || i AS inv_name, i % 200 || ' SYNTHETIC STREET, 3000 CITY' AS address,
      ${regions}[${drawn}] AS reg_code, ${countries}[${drawn}] AS ctry_code,
      1 AS reg_share, 0.33333333 AS inv_share FROM range(${3 * half}) t(i)`
    );
    await write(
      `202401_${office}_IPC.txt`,
      `SELECT ${first} + i // 2 AS appln_id, 2018 + i // 2 % 6 AS prio_year, 2019 + i // 2 % 6 AS app_year,
      'H01L  21/' || i % 90 AS IPC FROM range(${2 * half}) t(i)`
    );
  }
  db.close();
}

interface Measure {
  name: string;
  rows: number;
  seconds: number;
  rows_per_second: number;
  peak_mb: number;
}

/** Pieces of work. Each runs in a process of its own, so that its peak memory can be measured. */
const works: Record<string, (folder: string, scratch: string) => Promise<void>> = {
  "bare-scan": async (folder, scratch) =>
    await scan(folder, scratch, (file) => `SELECT count(COLUMNS(*)) FROM ${file}`),
  "scan-and-write": async (folder, scratch) =>
    await scan(
      folder,
      scratch,
      (file, i) => `COPY (FROM ${file}) TO '${join(scratch, `${i}.parquet`)}' (FORMAT parquet)`
    ),
  loader: async (folder, scratch) => {
    // Imported here, so that the bare scan does not load it.
    const {buildWarehouse} = await import("../../data-loaders/warehouse/build.ts");
    const {defaultOptions} = await import("../../data-loaders/warehouse/options.ts");
    const progress = {update() {}, finish() {}};
    const inputs = {
      ...defaultOptions,
      data: join(projectRoot, "data"),
      extracts: {patents: {folder, synthetic: true}},
      // Generated codes are of no scheme.
      limits: {"unknown-code": 1}
    };
    await buildWarehouse(join(scratch, "out"), "bench", inputs, {progress});
  }
};

const layouts: Record<string, string[]> = {
  "202401_CPC_Classes.txt": ["appln_id", "CPC_Class"],
  "202401_EPO_Inv_reg.txt": [
    "appln_id",
    "app_nbr",
    "person_id",
    "inv_name",
    "address",
    "reg_code",
    "ctry_code",
    "reg_share",
    "inv_share"
  ],
  "202401_PCT_Inv_reg.txt": [
    "appln_id",
    "pct_nbr",
    "person_id",
    "inv_name",
    "address",
    "reg_code",
    "ctry_code",
    "reg_share",
    "inv_share"
  ],
  "202401_EPO_IPC.txt": ["appln_id", "prio_year", "app_year", "IPC"],
  "202401_PCT_IPC.txt": ["appln_id", "prio_year", "app_year", "IPC"]
};

async function scan(folder: string, scratch: string, query: (file: string, i: number) => string): Promise<void> {
  const db = await WorkDatabase.open(join(scratch, "db"));
  for (const [i, [name, columns]] of Object.entries(layouts).entries()) {
    const types = Object.fromEntries(columns.map((column) => [column, "VARCHAR"]));
    await db.run(query(readCsvSql(join(folder, name), {columns: types, delimiter: "|", mark: ""}), i));
  }
  db.close();
}

async function bench(cpcRows: number, runs: number, json: string | undefined): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "bench-data-"));
  const progress = createProgress({label: "bench", total: 1 + runs * Object.keys(works).length});
  try {
    progress.update(0, "writing a synthetic edition");
    const folder = join(scratch, "patents");
    await writeExtract(folder, cpcRows);
    let bytes = 0;
    for (const name of Object.keys(layouts)) bytes += (await stat(join(folder, name))).size;
    const samples = new Map<string, {seconds: number; peak: number}[]>(Object.keys(works).map((name) => [name, []]));
    for (let run = 0; run < runs; ++run) {
      // The pieces of work take turns, so that a slow phase of the machine affects all of them.
      for (const [i, name] of Object.keys(works).entries()) {
        progress.update(1 + run * samples.size + i, `${name}, run ${run + 1}`);
        const out = join(scratch, "child");
        samples
          .get(name)!
          .push(
            await measureInChild(fileURLToPath(import.meta.url), ["--work", name, "--folder", folder, "--scratch", out])
          );
        await rm(out, {recursive: true, force: true});
      }
    }
    progress.finish();
    const measures: Measure[] = [...samples].map(([name, values]) => {
      const seconds = median(values.map((value) => value.seconds));
      return {
        name,
        rows: cpcRows,
        seconds,
        rows_per_second: Math.round(cpcRows / seconds),
        peak_mb: Math.round(median(values.map((value) => value.peak)))
      };
    });
    const [bare, written, loader] = measures as [Measure, Measure, Measure];
    const result = {
      machine: describeMachine({memory: true}),
      runs,
      cpc_rows: cpcRows,
      bytes,
      measures,
      ratios: {
        loader_to_bare_scan: loader.seconds / bare.seconds,
        loader_to_scan_and_write: loader.seconds / written.seconds
      }
    };
    if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(`${formatTable(result)}\n${JSON.stringify(result)}\n`);
  } finally {
    await rm(scratch, {recursive: true, force: true});
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function formatTable({
  machine,
  runs,
  cpc_rows,
  bytes,
  measures,
  ratios
}: {
  machine: string;
  runs: number;
  cpc_rows: number;
  bytes: number;
  measures: Measure[];
  ratios: Record<string, number>;
}): string {
  return [
    `machine: ${machine}`,
    `input: ${cpc_rows.toLocaleString("en-US")} CPC rows, ${(bytes / 1e6).toFixed(0)} MB ` +
      `in ${Object.keys(layouts).length} files; medians of ${runs} runs`,
    "",
    "| work | seconds | CPC rows/s | peak memory, MB |",
    "|---|---:|---:|---:|",
    ...measures.map(
      ({name, seconds, rows_per_second, peak_mb}) =>
        `| ${name} | ${seconds.toFixed(2)} | ${rows_per_second.toLocaleString("en-US")} | ${peak_mb} |`
    ),
    "",
    ...Object.entries(ratios).map(([name, value]) => `${name.replaceAll("_", " ")}: ${value.toFixed(2)}`)
  ].join("\n");
}

export const command = defineCommand({
  name: "npm run bench -- data",
  about: "Measures time and peak memory of the patent loader, against DuckDB reading and writing the same files.",
  options: {
    rows: {value: "N", help: "rows of codes to generate (default 10000000)", default: "10000000"},
    runs: {value: "N", help: "repetitions (default 3)", default: "3"},
    json: {value: "FILE", help: "also writes the results as JSON"},
    work: {value: "NAME", help: "run one piece of work in this process; for internal use"},
    folder: {value: "DIR", help: "with --work: folder of the files to read"},
    scratch: {value: "DIR", help: "with --work: folder for its output"}
  },
  async run({rows, runs, json, work, folder, scratch}) {
    if (work === undefined) return await bench(wholeNumber("rows", rows, 1), wholeNumber("runs", runs, 1), json);
    if (!Object.hasOwn(works, work) || folder === undefined || scratch === undefined)
      throw new UsageError(`incomplete or unknown work: ${work}`, {
        advice: `give --folder, --scratch and one of ${Object.keys(works).join(", ")}`
      });
    await mkdir(scratch, {recursive: true});
    await works[work]!(folder, scratch);
  }
});

await runIfStarted(import.meta.url, command);
