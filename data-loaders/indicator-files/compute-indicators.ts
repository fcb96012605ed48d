import {rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {csvFormatRow} from "d3";
import {countIndicators, densityOf, documentIndicators} from "../../src/indicators/chain.ts";
import {valueOrNull} from "../../src/indicators/matrix.ts";
import {type Method, parseMethod} from "../../src/indicators/method.ts";
import {defineCommand, runIfStarted, UsageError} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {readOwnText} from "../console/own-file.ts";
import {checkOutput, claimOutput, type Output} from "../folders/output-folder.ts";
import {openWorkFolder} from "../folders/work-folder.ts";
import {type IndicatorInput, readIndicatorInput} from "./read.ts";

/** All indicators that the input allows, as CSV texts by file name; an empty field means "no value". */
export function formatIndicators(
  {locationNames, technologyNames, counts, documents}: Omit<IndicatorInput, "notes">,
  method: Method
): Record<string, string> {
  const [locations, technologies] = [locationNames.length, technologyNames.length];
  const files: Record<string, string> = {};
  const csv = (header: readonly string[], rows: Iterable<readonly (string | number | null)[]>) => {
    const lines = [csvFormatRow([...header])];
    for (const row of rows) lines.push(csvFormatRow(row.map((value) => (value === null ? "" : String(value)))));
    return `${lines.join("\n")}\n`;
  };
  const cells = function* <T extends readonly unknown[]>(cell: (at: number) => T) {
    for (let at = 0; at < locations * technologies; ++at)
      yield [locationNames[Math.floor(at / technologies)]!, technologyNames[at % technologies]!, ...cell(at)] as const;
  };
  const byCounts = counts && countIndicators(counts, method);
  const byDocuments = documents && documentIndicators(documents, technologies, method);
  if (byCounts) {
    files["rca.csv"] = csv(
      ["location", "technology", "count", "rca", "advantage"],
      cells((at) => [counts.values[at]!, byCounts.rca.values[at]!, byCounts.advantage[at]!])
    );
    files["complexity.csv"] = csv(
      ["technology", "complexity"],
      technologyNames.map((name, i) => [name, valueOrNull(byCounts.complexity[i]!)])
    );
  }
  if (byDocuments) {
    const pairs = function* () {
      for (let a = 0; a < technologies; ++a) {
        for (let b = 0; b < technologies; ++b) {
          if (a !== b)
            yield [
              technologyNames[a]!,
              technologyNames[b]!,
              byDocuments.cooccurrence.values[a * technologies + b]!,
              byDocuments.relatedness.values[a * technologies + b]!
            ] as const;
        }
      }
    };
    files["relatedness.csv"] = csv(["technology_a", "technology_b", "cooccurrence", "relatedness"], pairs());
  }
  if (byCounts && byDocuments) {
    const density = densityOf(byCounts, byDocuments, method).values;
    files["density.csv"] = csv(
      ["location", "technology", "density"],
      cells((at) => [valueOrNull(density[at]!)])
    );
  }
  return files;
}

async function readScenario(path: string | undefined): Promise<Method> {
  if (path === undefined) return parseMethod({});
  const text = readOwnText(path, (pieces) =>
    Array.from(pieces)
      .join("")
      .replace(/^\ufeff/, "")
  );
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`cannot read the scenario: ${(cause as Error).message}`, {
      file: path,
      advice: "give a JSON file of parameters",
      cause
    });
  }
  try {
    return parseMethod(content);
  } catch (cause) {
    throw new InputError((cause as Error).message, {file: path, advice: "correct the parameter", cause});
  }
}

/**
 * Runs the command; changes nothing in `out` unless everything was computed.
 * @param note is told what was read, one line for each file
 * @returns the lines to print
 */
export async function runIndicators(
  {counts, documents, out: path, scenario}: ReturnType<typeof command.read>["values"],
  note: (line: string) => void = () => {}
): Promise<string> {
  if (counts === undefined && documents === undefined)
    throw new UsageError("no input", {advice: "give --counts FILE, --documents FILE, or both"});
  const inputs = [counts, documents, scenario].filter((one) => one !== undefined);
  const output: Output = {path, kind: "indicators", inputs};
  await checkOutput(output);
  const method = await readScenario(scenario);
  const input = await readIndicatorInput(counts, documents);
  input.notes.forEach(note);
  const files = formatIndicators(input, method);
  const out = await claimOutput(output);
  const work = await openWorkFolder(join(out, ".draft"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(work.path, name), text);
    for (const name of Object.keys(files)) await rename(join(work.path, name), join(out, name));
  } finally {
    await work.close();
  }
  return `${Object.keys(files)
    .map((name) => join(out, name))
    .join("\n")}\n`;
}

export const command = defineCommand({
  name: "npm run indicators --",
  about: "Computes the indicators for your own data, in full precision.",
  options: {
    counts: {value: "FILE", help: "location,technology,value as CSV or Parquet: RCA, advantage, complexity"},
    documents: {value: "FILE", help: "document,technology as CSV or Parquet: co-occurrence, relatedness"},
    out: {
      value: "DIR",
      help: "folder for rca.csv, relatedness.csv, density.csv and complexity.csv; density needs both files",
      required: true
    },
    scenario: {value: "FILE", help: "JSON with the parameters that differ from the report's (docs/methodology.md)"}
  },
  async run(values) {
    process.stdout.write(await runIndicators(values, (line) => process.stderr.write(`${line}\n`)));
  }
});

await runIfStarted(import.meta.url, command);
