import assert from "node:assert/strict";
import {test, type TestOptions} from "node:test";

/** One try against the product: what it is, for the report of a failure, and what is tried. */
export type Try<T> = readonly [name: string, attempt: T];

/**
 * Makes all tries of one kind in one test, and prints a line that `npm run test:attack` adds up.
 *
 * @param kind what the tries have in common, such as "folders of strangers"
 * @param survive rejects, with the reason, if the product does not survive the attempt
 * @param options of the test; all tries of a kind share its `timeout`
 */
export function attack<T>(
  kind: string,
  tries: readonly Try<T>[],
  survive: (attempt: T, name: string) => Promise<void> | void,
  options: TestOptions = {}
): void {
  void test(kind, options, async () => {
    assert.ok(tries.length > 0, `no try of ${kind}`);
    const failures: string[] = [];
    for (const [name, attempt] of tries) {
      try {
        await survive(attempt, name);
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    process.stdout.write(`tries ${tries.length} survived ${tries.length - failures.length} kind ${kind}\n`);
    assert.equal(failures.length, 0, `${failures.length} of ${tries.length} failed\n${failures.join("\n")}`);
  });
}
