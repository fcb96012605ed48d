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
  /** Codes of which documents were withheld, by location; only of a lens that the disclosure rule may apply to. */
  withheld?: {location: ArrayLike<number>; code: ArrayLike<number>};
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
  /** Places and codes of which documents were withheld, in whatever year. */
  withheld: readonly {place: number; code: number}[];
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

/** One more than the largest value; 0 for none. */
function sizeFor(values: ArrayLike<number>): number {
  let most = -1;
  for (let i = 0; i < values.length; ++i) if (values[i]! > most) most = values[i]!;
  return most + 1;
}

/** The sets of codes with documents in the selected years. */
interface NumberedSets {
  count: number;
  /** Number of each set by its id, without gaps; −1 for sets without documents, which the folded lens excludes. */
  number: Int32Array;
  /** Documents of each set, by number. */
  documents: Float64Array;
}

function numberSets({code_set: ids, documents}: LensTables["rows"], inYears: (row: number) => boolean): NumberedSets {
  const byId = new Float64Array(sizeFor(ids));
  for (let i = 0; i < ids.length; ++i) if (inYears(i)) byId[ids[i]!]! += documents[i]!;
  const number = new Int32Array(byId.length).fill(-1);
  let count = 0;
  for (let id = 0; id < byId.length; ++id) if (byId[id]! > 0) number[id] = count++;
  return {count, number, documents: byId.filter((value) => value > 0)};
}

/** The codes of each set, and the sets of each code. */
function listCodes(
  {code_set: ids, code}: LensTables["code_sets"],
  {number, count}: NumberedSets,
  codes: number
): {codes: Lists; setsOfCode: Lists} {
  const sets = new Int32Array(ids.length);
  const members = new Int32Array(ids.length);
  let pairs = 0;
  for (let i = 0; i < ids.length; ++i) {
    const set = number[ids[i]!] ?? -1;
    if (set < 0) continue;
    sets[pairs] = set;
    members[pairs++] = code[i]!;
  }
  const [keys, values] = [sets.subarray(0, pairs), members.subarray(0, pairs)];
  return {codes: groupLists(keys, values, count), setsOfCode: groupLists(values, keys, codes)};
}

/** Rows ordered by set, so that the rows of a set are adjacent in memory. */
interface SortedRows {
  /** Rows of set `i`: from `starts[i]` to `starts[i + 1]`. */
  starts: Int32Array;
  locationSet: Int32Array;
  documents: Int32Array;
  amount: Float64Array | undefined;
}

function sortRows(
  rows: LensTables["rows"],
  {number, count}: NumberedSets,
  inYears: (row: number) => boolean
): SortedRows {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < rows.code_set.length; ++i) if (inYears(i)) ++starts[number[rows.code_set[i]!]! + 1]!;
  for (let set = 0; set < count; ++set) starts[set + 1]! += starts[set]!;
  const next = starts.slice();
  const length = starts[count]!;
  const [locationSet, documents] = [new Int32Array(length), new Int32Array(length)];
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

/** The most entries that the lists of places can have: each row in each of its locations and their wholes. */
function mostEntries(rows: SortedRows, locationSets: Lists, location: ArrayLike<number>, {wholes}: Places): number {
  const {starts, members} = locationSets;
  const entries = new Int32Array(starts.length - 1);
  for (let set = 0; set < entries.length; ++set)
    for (let k = starts[set]!; k < starts[set + 1]!; ++k)
      entries[set]! += 1 + (wholes[location[members[k]!]!]?.length ?? 0);
  let most = 0;
  for (let row = 0; row < rows.locationSet.length; ++row) most += entries[rows.locationSet[row]!]!;
  return most;
}

const zeroWeights = (length: number): Weights => ({
  whole: new Float64Array(length),
  fractional: new Float64Array(length)
});

/** The places of each set, with its weights there. */
function sumByPlace(
  rows: SortedRows,
  {location_set: ids, location, share}: LensTables["location_sets"],
  places: Places
): Pick<FoldedLens, "places" | "weights"> {
  const indices = Int32Array.from({length: ids.length}, (_, i) => i);
  const locationSets = groupLists(ids, indices, Math.max(sizeFor(ids), sizeFor(rows.locationSet)));
  const most = mostEntries(rows, locationSets, location, places);
  const sets = rows.starts.length - 1;
  const starts = new Int32Array(sets + 1);
  const members = new Int32Array(most);
  const {whole: documentsWhole, fractional: documentsFractional} = zeroWeights(most);
  const {documents, amount} = rows;
  const {whole: amountsWhole, fractional: amountsFractional} = zeroWeights(amount ? most : 0);
  // By place: its index in the list of the current set, and the row that it counted last.
  const at = new Int32Array(places.count).fill(-1);
  const seen = new Int32Array(places.count).fill(-1);
  let length = 0;
  const add = (row: number, place: number, part: number) => {
    let index = at[place]!;
    if (index < 0) {
      index = at[place] = length;
      members[length++] = place;
    }
    documentsFractional[index]! += documents[row]! * part;
    if (amount) amountsFractional[index]! += amount[row]! * part;
    // A place counts a document once, even if the document is in several of its parts.
    if (seen[place] === row) return;
    seen[place] = row;
    documentsWhole[index]! += documents[row]!;
    if (amount) amountsWhole[index]! += amount[row]!;
  };
  for (let set = 0; set < sets; ++set) {
    const from = length;
    for (let row = rows.starts[set]!; row < rows.starts[set + 1]!; ++row) {
      const own = rows.locationSet[row]!;
      for (let k = locationSets.starts[own]!; k < locationSets.starts[own + 1]!; ++k) {
        const entry = locationSets.members[k]!;
        add(row, location[entry]!, share[entry]!);
        const wholes = places.wholes[location[entry]!];
        if (wholes) for (let w = 0; w < wholes.length; ++w) add(row, wholes[w]!, share[entry]!);
      }
    }
    for (let i = from; i < length; ++i) at[members[i]!] = -1;
    starts[set + 1] = length;
  }
  // Views, not copies: allocating memory costs more than all the additions.
  const filled = (whole: Float64Array, fractional: Float64Array) => ({
    whole: whole.subarray(0, length),
    fractional: fractional.subarray(0, length)
  });
  return {
    places: {starts, members: members.subarray(0, length)},
    weights: {
      documents: filled(documentsWhole, documentsFractional),
      amounts: amount ? filled(amountsWhole, amountsFractional) : null
    }
  };
}

/**
 * Folds the tables of one lens.
 *
 * Set ids may have gaps; ids of codes and locations begin at 0 or 1.
 * @param codes number of code ids: the largest id plus 1
 * @param years first and last, both included
 */
export function foldLens(
  {rows, location_sets: locationSets, code_sets: codeSets, withheld}: LensTables,
  places: Places,
  codes: number,
  [first, last]: readonly [number, number]
): FoldedLens {
  const inYears = (row: number) => rows.year[row]! >= first && rows.year[row]! <= last;
  const sets = numberSets(rows, inYears);
  return {
    sets: sets.count,
    ...listCodes(codeSets, sets, codes),
    ...sumByPlace(sortRows(rows, sets, inYears), locationSets, places),
    documents: sets.documents,
    withheld: withheld ? withheldIn(withheld, places) : []
  };
}

/** What is withheld at a location is withheld in the wholes that contain it, too. */
function withheldIn(
  {location, code}: NonNullable<LensTables["withheld"]>,
  {wholes}: Places
): {place: number; code: number}[] {
  return Array.from(location, (one, i) =>
    [one, ...(wholes[one] ?? [])].map((place) => ({place, code: code[i]!}))
  ).flat();
}
