/** Columns of the published tables of one lens, as arrays or Arrow vectors' arrays. */
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

/** How much of a set there is in each of its places, beside `places.members`. */
interface Weights {
  /** In full in every place, each document once. */
  whole: Float64Array;
  /** In parts by the documents' shares, which add up to the documents. */
  fractional: Float64Array;
}

/**
 * The documents of one lens in the chosen years, folded: those with the same codes are one **set** of codes; for each
 * set, the places with their numbers of documents.
 */
export interface FoldedLens {
  sets: number;
  /** Codes of each set. */
  codes: Lists;
  /** Sets that hold each code, by code. */
  setsOfCode: Lists;
  /** Places of each set. */
  places: Lists;
  /** Number of documents, and of those with a known amount the sum of amounts; null in a lens without amounts. */
  weights: {documents: Weights; amounts: Weights | null};
  /** Documents of each set, each once. */
  documents: Float64Array;
}

/**
 * Places in the order of the engine: locations by their ids, then the wholes to which some of them belong. A document
 * in two provinces counts once in each, and once in their region.
 */
export interface Places {
  /** Number of ids, from 0. */
  locations: number;
  /** For each location, the wholes that hold it: numbers from `locations` on. */
  wholes: readonly (readonly number[])[];
  /** Locations and wholes together. */
  count: number;
}

/** Groups numbers by a key: lists of the members, in their order. */
function groupLists(keys: ArrayLike<number>, members: ArrayLike<number>, groups: number): Lists {
  const starts = new Int32Array(groups + 1);
  for (let i = 0; i < keys.length; ++i) ++starts[keys[i]! + 1]!;
  for (let group = 0; group < groups; ++group) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; ++i) sorted[next[keys[i]!]!++] = members[i]!;
  return {starts, members: sorted};
}

/** The rows of the chosen years in the order of their sets, so that each set's stand together in memory. */
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
 * Set ids of the tables may have gaps; codes and locations are ids from 0 or 1.
 * @param codes number of code ids, the largest included
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

  // Only sets that occur in these years; numbered anew, without gaps.
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

  // Every place of every location set: its locations and the wholes that hold them.
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
  // Scratch by place: where it stands in the list of the set at hand.
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
    // A place counts a document once, through however many of its parts it comes.
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
    // Views, not copies: fresh memory costs more than all the adding.
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
