/** The names of a lambda in the newer form, `lambda x, y: …`. */
const lambda = /\blambda\s+(\w+(?:\s*,\s*\w+)*)\s*:/i;

/** Errors of a statement that DuckDB does not understand. */
const misunderstood = /^(?:Parser|Catalog|Binder|Not implemented) Error/i;

/**
 * A failed query's message, with a line on the database's version where newer SQL may be the reason. The loaders run a
 * newer DuckDB than the pages, so a query that works there may not work here.
 */
export function explainQueryError(message: string, sql: string, version: string): string {
  if (!misunderstood.test(message.trim())) return message;
  const names = lambda.exec(sql)?.[1]!.split(/\s*,\s*/);
  if (!names) return `${message}\nPages run DuckDB ${version}, which lacks the SQL of later versions.`;
  const [older, newer] = [names.length > 1 ? `(${names.join(", ")})` : names[0]!, names.join(", ")];
  return `${message}\nPages run DuckDB ${version}: write ${older} -> … instead of lambda ${newer}: …`;
}
