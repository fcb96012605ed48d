import {nearestText} from "../../text/nearest.js";
import {datasets} from "../../terms/lenses.js";
import type {Claim} from "./claim.ts";
import {ask, type View} from "./view.js";

/** A condition in JavaScript: it takes what it reads from a view, and says whether a sentence is true. */
export type OwnCondition = (view: View) => boolean | null;

/** The reference of what a call of a view reads, such as `patents.rca photonics`; undefined for what has none. */
const referenceOf: {[Name in keyof View]?: (...values: string[]) => string} = {
  rca: (lens, slug) => `${lens}.rca ${slug}`,
  count: (lens, slug) => `${lens}.count ${slug}`,
  share38: (lens, slug) => `${lens}.share38 ${slug}`,
  expected: (lens, slug) => `${lens}.expected ${slug}`,
  density: (slug, lens = "patents") => `${lens}.density ${slug}`,
  complexity: (slug) => `complexity ${slug}`,
  quadrant: (slug) => `quadrant ${slug}`,
  groupRca: (lens, group) => `${lens}.rca ${group}`,
  value: (reference) => reference!
};

/** Which calls take a lens first. */
const ofLens: readonly string[] = ["rca", "count", "none", "share38", "expected", "limits", "groupRca", "values"];

/**
 * A view for conditions that people write by hand: a name that it lacks is an error which names the nearest.
 * @param onRead called with the reference of each value that is read
 */
function checkedView(view: View, onRead: (reference: string) => void = () => {}): View {
  return new Proxy(view, {
    get(target, name) {
      if (typeof name === "symbol") return undefined;
      if (!Object.hasOwn(target, name))
        throw new RangeError(`unknown value ${name}${nearestText(name, Object.keys(target))}`);
      const found = target[name as keyof View];
      if (typeof found !== "function") return found;
      return (...values: string[]) => {
        if (ofLens.includes(name)) requireLens(values[0]);
        const reference = referenceOf[name as keyof View]?.(...values);
        if (reference !== undefined) onRead(reference);
        return (found as (...values: string[]) => unknown)(...values);
      };
    }
  });
}

function requireLens(lens: unknown): void {
  if (!(datasets as readonly unknown[]).includes(lens))
    throw new RangeError(`unknown lens ${String(lens)}${nearestText(String(lens), datasets)}`);
}

/**
 * A claim of a page's own, from its sentence and a condition in JavaScript.
 * @param references of the values that the condition reads; see `readBy`
 * @throws RangeError, when it is asked, for a condition that says neither true nor false
 */
export function conditionClaim(says: string, condition: OwnCondition, references: readonly string[]): Claim {
  return {
    id: "own",
    section: "",
    kind: "statement",
    technologies: [],
    published: null,
    tolerance: null,
    references,
    scope: "region",
    sentence: {says, because: ""},
    predicate(view) {
      const truth: unknown = condition(checkedView(view));
      if (truth === null || typeof truth === "boolean") return truth;
      throw new RangeError(`the condition of "${says}" says ${String(truth)}; it must say true or false`);
    }
  };
}

/** The references of the values that a condition reads in a view, in their order, each once; also of missing ones. */
export function readBy(condition: OwnCondition, view: View): string[] {
  const read = new Set<string>();
  ask({predicate: () => condition(checkedView(view, (reference) => read.add(reference)))}, view);
  return [...read];
}
