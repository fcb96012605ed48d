import {doubtsOf} from "../../your-data/doubts.js";
import {ownIndicators, type OwnIndicators, locationCsv, locationOf, resultHeader} from "../../your-data/indicators.js";
import {type Decode, parquetOptions} from "../../your-data/parquet.js";
import {DataProblem} from "../../your-data/problems.js";
import {readTable} from "../../your-data/read-table.js";
import {messageOf} from "../../text/message-of.js";
import type {OwnTable} from "../../your-data/table.ts";
import type {Answers, Ask, FromWorker, OwnSummary} from "./your-data-protocol.ts";

// Reads and computes outside the page. It keeps the last usable table, which unusable files do not replace.
let current: OwnIndicators | undefined;

async function loadDecoder(): Promise<Decode> {
  const {default: init, readParquet} = await import("npm:parquet-wasm");
  await init();
  return (file) => readParquet(file, parquetOptions).intoIPCStream();
}

function summaryOf(table: OwnTable): OwnSummary {
  const {rows, withoutDocuments, columns, ignored, marks, locations, technologies, counts} = table;
  return {
    rows,
    withoutDocuments,
    columns,
    ignored,
    marks,
    locations,
    technologies: technologies.length,
    missing: counts.values.length - rows,
    doubts: doubtsOf(table)
  };
}

async function answer(ask: Ask): Promise<Answers[Ask["kind"]]> {
  switch (ask.kind) {
    case "ready":
      return null;
    case "read": {
      try {
        const indicators = ownIndicators(await readTable(ask.bytes, loadDecoder));
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
