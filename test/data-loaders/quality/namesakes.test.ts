import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {describeNamesakes, findNamesakes} from "../../../data-loaders/quality/namesakes.ts";

test("codes of one title are told where their links differ", async () => {
  const db = await WorkDatabase.open();
  try {
    await db.run(`
      CREATE TABLE technologies AS SELECT * FROM (VALUES (1, 'Photonics'), (2, 'Quantum')) AS t(technology, name);
      CREATE TABLE codes AS SELECT * FROM (VALUES
        (1, 'topic', '10', 'Quantum Dots'), (2, 'topic', '11', 'quantum dots '), (3, 'topic', '12', 'Lasers'),
        (4, 'topic', '13', 'Lasers'), (5, 'topic', '14', 'Alone'), (6, 'industry', 'Lasers', 'Lasers'),
        (7, 'topic', '15', 'Gates'), (8, 'topic', '16', 'Gates')) AS t(code, vocabulary, symbol, label);
      CREATE TABLE links AS SELECT * FROM (VALUES
        (1, 1, true), (1, 2, true), (2, 1, true), (2, 2, false), (3, 1, true), (4, 1, true), (6, 2, true), (7, 2, false))
        AS t(code, technology, accepted)`);
    const found = await findNamesakes(db);
    assert.deepEqual(found, [
      {
        vocabulary: "topic",
        title: "Gates",
        codes: [
          {symbol: "15", technologies: []},
          {symbol: "16", technologies: []}
        ]
      },
      {
        vocabulary: "topic",
        title: "Lasers",
        codes: [
          {symbol: "12", technologies: ["Photonics"]},
          {symbol: "13", technologies: ["Photonics"]}
        ]
      },
      {
        vocabulary: "topic",
        title: "Quantum Dots",
        codes: [
          {symbol: "10", technologies: ["Photonics", "Quantum"]},
          {symbol: "11", technologies: ["Photonics"]}
        ]
      }
    ]);
    assert.deepEqual(describeNamesakes(found), [
      "1 of 3 titles of several codes have different links. Decide on them alike, or give a reason:",
      '- topic "Quantum Dots": 10: Photonics, Quantum; 11: Photonics'
    ]);
    assert.deepEqual(describeNamesakes(found.slice(0, 2)), ["2 titles belong to several codes, whose links agree."]);
    assert.deepEqual(describeNamesakes([]), []);
  } finally {
    db.close();
  }
});
