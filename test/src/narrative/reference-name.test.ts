import assert from "node:assert/strict";
import {test} from "node:test";
import {referenceName} from "../../../src/narrative/reference-name.ts";
import {referencesOf} from "../../../src/narrative/references.ts";
import {publishedSnapshot} from "./fixture.ts";

const snapshot = publishedSnapshot();

test("every value has a name of its own in a list", () => {
  const names = new Map<string, string>();
  for (const reference of referencesOf(snapshot.technologies)) {
    const name = referenceName(reference, {snapshot});
    assert.match(name, /^\S.*\S$/);
    assert.doesNotMatch(name, /undefined|[{}]/);
    assert.equal(names.get(name), undefined, `${reference} and ${names.get(name)}: ${name}`);
    names.set(name, reference);
  }
});

test("a name says which indicator, of what and in which lens", () => {
  for (const [reference, name] of [
    ["patents.rca semiconductors", "Semiconductors: RCA (patents)"],
    ["deals.count drones", "Drones: count (start-up funding)"],
    ["complexity drones", "Drones: complexity"],
    ["publications.above digital-and-ai", "Digital & AI: technologies above Europe’s share (publications)"],
    ["group.size digital-and-ai", "technologies of Digital & AI"],
    ["patents.top5share38", "share of the five largest (patents)"],
    ["quadrant.number optimal", "technologies in the optimal investment quadrant"],
    ["line.relatedness", "line of relatedness density"]
  ] as const)
    assert.equal(referenceName(reference, {snapshot}), name);
  assert.throws(() => referenceName("patents.rca drone", {snapshot}), /the nearest is patents\.rca drones/);
});
