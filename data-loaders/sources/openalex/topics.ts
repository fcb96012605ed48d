import {readFile} from "node:fs/promises";
import {gunzipSync} from "node:zlib";
import {InputError} from "../../console/input-error.ts";
import {readVocabularyCsv, type VocabularyEntry} from "../vocabulary.ts";

/**
 * Reads OpenAlex topics from the published table (`topic_id,topic_name,…`) or from a part of the snapshot's entity
 * `topics` (one JSON object a line, plain or gzip).
 * @returns topic numbers such as `10036` with their names
 * @throws InputError when the file contains no topics
 */
export async function readTopics(path: string): Promise<VocabularyEntry[]> {
  if (/\.csv$/i.test(path))
    return await readVocabularyCsv(path, [
      ["topic_id", "topic_name"],
      ["id", "display_name"],
      ["code", "label"]
    ]);
  const bytes = await readFile(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, i) => {
      try {
        const {id, display_name: label} = JSON.parse(line) as {id?: unknown; display_name?: unknown};
        const symbol = /T?(\d+)$/.exec(String(id))?.[1];
        if (symbol === undefined || typeof label !== "string") throw new Error(`not a topic: ${line.slice(0, 60)}`);
        return {symbol, label};
      } catch (cause) {
        throw new InputError("not a topic", {
          file: path,
          line: i + 1,
          advice: "give topics.csv or a part of the entity topics",
          cause
        });
      }
    });
}
