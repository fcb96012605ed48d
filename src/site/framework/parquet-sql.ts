/** Parquet files that a query reads at one place in its text. */
interface ParquetReference {
  /** Names of the files in the query. */
  files: string[];
  /** Whether to match the columns of several files by name instead of by position. */
  byName: boolean;
  /** Whether the name is in double quotes, and so may be a table. */
  identifier: boolean;
  start: number;
  end: number;
}

type TokenType = "string" | "identifier" | "word" | "symbol";

interface Token {
  type: TokenType;
  /** Without quotes; words in upper case. */
  value: string;
  start: number;
  end: number;
}

const tokenPattern = new RegExp(
  [
    /(?<skip>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)/,
    /(?<escaped>[eE]'(?:[^'\\]|\\[\s\S]|'')*')/,
    /(?<dollar>\$(?<tag>[A-Za-z_]*)\$[\s\S]*?\$\k<tag>\$)/,
    /(?<string>'(?:[^']|'')*')/,
    /(?<identifier>"(?:[^"]|"")*")/,
    /(?<word>[\p{L}_][\p{L}\p{N}_$]*)/u,
    /(?<symbol>[\s\S])/
  ]
    .map((part) => part.source)
    .join("|"),
  "gu"
);

const parquetName = /\.parquet(?:[?#].*)?$/i;
const parquetFunctions = new Set(["PARQUET_SCAN", "READ_PARQUET"]);
/** A table follows these words; after the first two, a comma can add more. */
const tableKeywords = new Set(["FROM", "JOIN", "DESCRIBE", "SUMMARIZE", "PIVOT", "UNPIVOT"]);
/** These words end the list of tables after FROM. */
const clauseKeywords = new Set([
  "SELECT",
  "WHERE",
  "GROUP",
  "HAVING",
  "WINDOW",
  "QUALIFY",
  "ORDER",
  "LIMIT",
  "OFFSET",
  "UNION",
  "EXCEPT",
  "INTERSECT"
]);

/**
 * Rewrites `sql`: wherever it reads a Parquet file (`FROM 'x.parquet'`, `read_parquet('x.parquet')`,
 * `parquet_scan([…])`), it gets the SQL expression that `tableOf` returns for the file. Other strings stay as they are.
 *
 * @param tableOf may return undefined for a name in double quotes that is not a file but a table
 * @throws Error for options of `read_parquet` other than `union_by_name`, and for file names that are not literals
 */
export async function replaceParquet(
  sql: string,
  tableOf: (file: string, reference: {identifier: boolean}) => Promise<string | undefined>
): Promise<string> {
  let result = "";
  let last = 0;
  for (const {files, byName, identifier, start, end} of findParquet(sql)) {
    const tables: string[] = [];
    for (const file of files) {
      const table = await tableOf(file, {identifier});
      if (table !== undefined) tables.push(table);
    }
    if (tables.length === 0) continue;
    const union = byName ? " UNION ALL BY NAME " : " UNION ALL ";
    const table = tables.length === 1 ? tables[0]! : `(${tables.map((name) => `FROM ${name}`).join(union)})`;
    result += sql.slice(last, start) + table;
    last = end;
  }
  return result + sql.slice(last);
}

/** The places where `sql` reads Parquet files, in the order of its text. */
function findParquet(sql: string): ParquetReference[] {
  // Settles nearly every query without parsing it.
  if (!/parquet/i.test(sql)) return [];
  const tokens = tokenize(sql);
  const references: ParquetReference[] = [];
  const inTableList = [false];
  let expectsTable = false;
  for (let i = 0; i < tokens.length; i++) {
    const {type, value, start, end} = tokens[i]!;
    const next = tokens[i + 1];
    if (type === "word" && parquetFunctions.has(value) && isSymbol(next, "(")) {
      const {reference, last} = readCall(tokens, i);
      references.push(reference);
      i = last;
    } else if (expectsTable && (type === "string" || type === "identifier") && parquetName.test(value)) {
      // Before a dot, it is the name of a schema.
      if (!isSymbol(next, ".")) {
        references.push({files: [value], byName: false, identifier: type === "identifier", start, end});
      }
    } else if (type === "word" && tableKeywords.has(value)) {
      const isComparison = value === "FROM" && tokens[i - 1]?.value === "DISTINCT" && tokens[i - 1]?.type === "word";
      expectsTable = !isComparison;
      if (!isComparison && value === "FROM") inTableList[inTableList.length - 1] = true;
      continue;
    } else if (type === "word" && clauseKeywords.has(value)) {
      inTableList[inTableList.length - 1] = false;
    } else if (type === "symbol" && value === "(") {
      inTableList.push(false);
    } else if (type === "symbol" && value === ")") {
      if (inTableList.length > 1) inTableList.pop();
    } else if (type === "symbol" && value === ";") {
      inTableList.fill(false);
    }
    expectsTable = type === "symbol" && value === "," && inTableList.at(-1) === true;
  }
  return references;
}

/** Reads the call of `read_parquet` or `parquet_scan` that starts at token `first`. */
function readCall(tokens: Token[], first: number): {reference: ParquetReference; last: number} {
  const name = tokens[first]!.value.toLowerCase();
  const files: string[] = [];
  let byName = false;
  let i = first + 2;
  const argument = tokens[i];
  if (argument?.type === "string") {
    files.push(argument.value);
    i++;
  } else if (isSymbol(argument, "[")) {
    for (i++; tokens[i] && !isSymbol(tokens[i], "]"); i++) {
      if (tokens[i]!.type === "string") files.push(tokens[i]!.value);
      else if (!isSymbol(tokens[i], ",")) throw literalsOnly(name, tokens[i]!.value);
    }
    i++;
  }
  if (files.length === 0) throw literalsOnly(name, argument?.value ?? "");
  while (isSymbol(tokens[i], ",")) {
    const option = tokens[i + 1]?.value.toLowerCase();
    if (option !== "union_by_name") {
      throw new Error(`unsupported option of ${name}: ${option}; only union_by_name works in the browser`);
    }
    byName = !["FALSE", "0"].includes(tokens[i + 3]?.value ?? "");
    i += 4;
  }
  const close = tokens[i];
  if (!isSymbol(close, ")")) throw literalsOnly(name, close?.value ?? "");
  return {reference: {files, byName, identifier: false, start: tokens[first]!.start, end: close!.end}, last: i};
}

function literalsOnly(name: string, value: string): Error {
  return new Error(
    `invalid file in ${name}: ${value}; write the file name in the query, as in ${name}('name.parquet')`
  );
}

function isSymbol(token: Token | undefined, value: string): boolean {
  return token?.type === "symbol" && token.value === value;
}

function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const {0: text, index, groups} of sql.matchAll(tokenPattern)) {
    const {string, identifier, word, escaped, dollar, symbol} = groups!;
    const span = {start: index, end: index + text.length};
    if (string) tokens.push({type: "string", value: string.slice(1, -1).replaceAll("''", "'"), ...span});
    else if (identifier)
      tokens.push({type: "identifier", value: identifier.slice(1, -1).replaceAll('""', '"'), ...span});
    else if (word) tokens.push({type: "word", value: word.toUpperCase(), ...span});
    // These never name a file, but must not be mistaken for something else.
    else if (escaped ?? dollar ?? symbol) tokens.push({type: "symbol", value: text, ...span});
  }
  return tokens;
}
