/** Columns of the published tables of one lens, as plain arrays or the arrays of Arrow vectors. */
export interface LensTables {
  rows: {
    year: ArrayLike<number>;
    location_set: ArrayLike<number>;
    code_set: ArrayLike<number>;
    documents: ArrayLike<number>;
    amount?: ArrayLike<number>;
  };
  location_sets: {location_set: ArrayLike<number>; location: ArrayLike<number>; share: ArrayLike<number>};
  code_sets: {code_set: ArrayLike<number>; code: ArrayLike<number>};
}

/** Lists of numbers, one after another: list `i` is `members` from `starts[i]` to `starts[i + 1]`. */
interface Lists {
  starts: Int32Array;
  members: Int32Array;
}

/** The amount of a set in each of its places, parallel to `places.members`. */
interface Weights {
  /** Whole counts: each document once in every place. */
  whole: Float64Array;
  /** Fractional counts: each document divided by its shares, which sum to 1. */
  fractional: Float64Array;
}

/**
 * The documents of one lens in the selected years, folded: documents with the same codes form one **set**; each set has
 * the number of documents by place.
 */
export interface FoldedLens {
  sets: number;
  /** Codes of each set. */
  codes: Lists;
  /** Sets that hold each code, by code. */
  setsOfCode: Lists;
  /** Places of each set. */
  places: Lists;
  /** Number of documents; the sum of known amounts, null in a lens without amounts. */
  weights: {documents: Weights; amounts: Weights | null};
  /** Documents of each set, each once. */
  documents: Float64Array;
}

/**
 * Places in the engine's order: locations by id, then the wholes that contain some of them. A document in two provinces
 * counts once in each, and once in their region.
 */
export interface Places {
  /** Number of ids, from 0. */
  locations: number;
  /** For each location, the wholes that contain it: indices from `locations` on. */
  wholes: readonly (readonly number[])[];
  /** Locations and wholes together. */
  count: number;
}

/** Groups numbers by a key; each list keeps the order of its members. */
function groupLists(keys: ArrayLike<number>, members: ArrayLike<number>, groups: number): Lists {
  const starts = new Int32Array(groups + 1);
  for (let i = 0; i < keys.length; ++i) ++starts[keys[i]! + 1]!;
  for (let group = 0; group < groups; ++group) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; ++i) sorted[next[keys[i]!]!++] = members[i]!;
  return {starts, members: sorted};
}

/** The rows of the selected years, ordered by set, so that the rows of a set are adjacent in memory. */
function sortRows(rows: LensTables["rows"], number: Int32Array, sets: number, inYears: (row: number) => boolean) {
  const starts = new Int32Array(sets + 1);
  for (let i = 0; i < rows.code_set.length; ++i) if (inYears(i)) ++starts[number[rows.code_set[i]!]! + 1]!;
  for (let set = 0; set < sets; ++set) starts[set + 1]! += starts[set]!;
  const next = starts.slice();
  const length = starts[sets]!;
  const locationSet = new Int32Array(length),
    documents = new Int32Array(length);
  const amount = rows.amount && new Float64Array(length);
  for (let i = 0; i < rows.code_set.length; ++i) {
    if (!inYears(i)) continue;
    const at = next[number[rows.code_set[i]!]!]!++;
    locationSet[at] = rows.location_set[i]!;
    documents[at] = rows.documents[i]!;
    if (amount) amount[at] = rows.amount![i]!;
  }
  return {starts, locationSet, documents, amount};
}

/**
 * Folds the tables of one lens.
 *
 * Set ids may have gaps; ids of codes and locations begin at 0 or 1.
 * @param codes number of code ids: the largest id plus 1
 * @param years first and last, both included
 */
export function foldLens(
  {rows, location_sets: locationSets, code_sets: codeSets}: LensTables,
  places: Places,
  codes: number,
  years: readonly [number, number]
): FoldedLens {
  const largest = (values: ArrayLike<number>) => {
    let most = -1;
    for (let i = 0; i < values.length; ++i) if (values[i]! > most) most = values[i]!;
    return most + 1;
  };
  const locationSetCount = Math.max(largest(locationSets.location_set), largest(rows.location_set));
  const byLocationSet = groupLists(
    locationSets.location_set,
    Int32Array.from({length: locationSets.location_set.length}, (_, i) => i),
    locationSetCount
  );

  // Arrays below are indexed by set, so sets outside these years must not leave gaps.
  const count = largest(rows.code_set);
  const documentsBySet = new Float64Array(count);
  const inYears = (i: number) => rows.year[i]! >= years[0] && rows.year[i]! <= years[1];
  for (let i = 0; i < rows.code_set.length; ++i)
    if (inYears(i)) documentsBySet[rows.code_set[i]!]! += rows.documents[i]!;
  const number = new Int32Array(count).fill(-1);
  let sets = 0;
  for (let set = 0; set < count; ++set) if (documentsBySet[set]! > 0) number[set] = sets++;
  const documents = documentsBySet.filter((value) => value > 0);

  const codeKeys = new Int32Array(codeSets.code_set.length);
  const codeMembers = new Int32Array(codeSets.code_set.length);
  let pairs = 0;
  for (let i = 0; i < codeSets.code_set.length; ++i) {
    const set = codeSets.code_set[i]! < count ? number[codeSets.code_set[i]!]! : -1;
    if (set < 0) continue;
    codeKeys[pairs] = set;
    codeMembers[pairs++] = codeSets.code[i]!;
  }
  const codeLists = groupLists(codeKeys.subarray(0, pairs), codeMembers.subarray(0, pairs), sets);
  const setsOfCode = groupLists(codeMembers.subarray(0, pairs), codeKeys.subarray(0, pairs), codes);

  const {
    starts: rowStarts,
    locationSet: rowLocationSet,
    documents: rowDocuments,
    amount: rowAmount
  } = sortRows(rows, number, sets, inYears);

  // The places of each set of locations: its locations and the wholes that contain them.
  const reach = new Int32Array(locationSetCount);
  for (let i = 0; i < locationSets.location_set.length; ++i)
    reach[locationSets.location_set[i]!]! += 1 + (places.wholes[locationSets.location[i]!]?.length ?? 0);
  let most = 0;
  for (let row = 0; row < rowLocationSet.length; ++row) most += reach[rowLocationSet[row]!]!;
  const placeStarts = new Int32Array(sets + 1);
  const placeMembers = new Int32Array(most);
  const documentsWhole = new Float64Array(most),
    documentsFractional = new Float64Array(most);
  const withAmounts = rowAmount !== undefined;
  const amountsWhole = new Float64Array(withAmounts ? most : 0),
    amountsFractional = new Float64Array(withAmounts ? most : 0);
  // Scratch, by place: its index in the list of the current set.
  const at = new Int32Array(places.count).fill(-1);
  const seen = new Int32Array(places.count).fill(-1);
  let length = 0;
  const add = (row: number, place: number, share: number) => {
    let index = at[place]!;
    if (index < 0) {
      index = at[place] = length;
      placeMembers[length++] = place;
    }
    const weight = rowDocuments[row]!;
    documentsFractional[index]! += weight * share;
    if (withAmounts) amountsFractional[index]! += rowAmount[row]! * share;
    // A place counts a document once, even if the document is in several of its parts.
    if (seen[place] === row) return;
    seen[place] = row;
    documentsWhole[index]! += weight;
    if (withAmounts) amountsWhole[index]! += rowAmount[row]!;
  };
  for (let set = 0; set < sets; ++set) {
    const from = length;
    for (let row = rowStarts[set]!; row < rowStarts[set + 1]!; ++row) {
      const locationSet = rowLocationSet[row]!;
      for (let k = byLocationSet.starts[locationSet]!; k < byLocationSet.starts[locationSet + 1]!; ++k) {
        const entry = byLocationSet.members[k]!;
        const location = locationSets.location[entry]!;
        const share = locationSets.share[entry]!;
        add(row, location, share);
        const wholes = places.wholes[location];
        if (wholes) for (let w = 0; w < wholes.length; ++w) add(row, wholes[w]!, share);
      }
    }
    for (let i = from; i < length; ++i) at[placeMembers[i]!] = -1;
    placeStarts[set + 1] = length;
  }
  return {
    sets,
    codes: codeLists,
    setsOfCode,
    // Views, not copies: allocating memory costs more than all the additions.
    places: {starts: placeStarts, members: placeMembers.subarray(0, length)},
    weights: {
      documents: {whole: documentsWhole.subarray(0, length), fractional: documentsFractional.subarray(0, length)},
      amounts: withAmounts
        ? {whole: amountsWhole.subarray(0, length), fractional: amountsFractional.subarray(0, length)}
        : null
    },
    documents
  };
}
