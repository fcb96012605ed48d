import {readCsv, decodeText} from "../../your-data/csv.js";
import {ownIndicators, type OwnIndicators, locationCsv, locationOf, resultHeader} from "../../your-data/indicators.js";
import {isParquet, readParquetTable} from "../../your-data/parquet.js";
import {DataProblem} from "../../your-data/problems.js";
import {messageOf} from "../../text/message-of.js";
import type {OwnTable} from "../../your-data/table.ts";
import type {Answers, Ask, FromWorker, OwnSummary} from "./your-data-protocol.ts";

// Reads and computes outside the page. It keeps the last usable table, which unusable files do not replace.
let current: OwnIndicators | undefined;

async function tableOf(bytes: Uint8Array): Promise<OwnTable> {
  if (bytes.length === 0) throw new DataProblem({kind: "empty"});
  if (!isParquet(bytes)) return readCsv(decodeText(bytes));
  const {default: init, readParquet} = await import("npm:parquet-wasm");
  await init();
  return readParquetTable(bytes, (file) => readParquet(file).intoIPCStream());
}

const summaryOf = ({rows, columns, ignored, decimalComma, locations, technologies, counts}: OwnTable): OwnSummary => ({
  rows,
  columns,
  ignored,
  decimalComma,
  locations,
  technologies: technologies.length,
  missing: counts.values.length - rows
});

async function answer(ask: Ask): Promise<Answers[Ask["kind"]]> {
  switch (ask.kind) {
    case "ready":
      return null;
    case "read": {
      try {
        const indicators = ownIndicators(await tableOf(ask.bytes));
        const location = locationOf(indicators, 0);
        current = indicators;
        return {summary: summaryOf(indicators.table), location};
      } catch (error) {
        if (error instanceof DataProblem) return {problem: error.problem};
        throw error;
      }
    }
    case "location":
      return locationOf(current!, ask.location);
    case "all": {
      const {
        table: {locations}
      } = current!;
      return new Blob(
        [resultHeader, ...locations.map((_, location) => `${locationCsv(locationOf(current!, location))}\r\n`)],
        {type: "text/csv"}
      );
    }
  }
}

// Jobs run one after another, so that no answer mixes two tables.
let last: Promise<unknown> = Promise.resolve();
addEventListener("message", ({data: {id, ask}}: MessageEvent<{id: number; ask: Ask}>) => {
  last = last.then(async () => {
    let message: FromWorker;
    try {
      message = {id, answer: await answer(ask)};
    } catch (error) {
      message = {id, error: messageOf(error)};
    }
    postMessage(message);
  });
});
