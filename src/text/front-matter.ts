/**
 * Splits a page into its front matter, without fences, and the rest, both with line feeds alone.
 * @returns `head` is null for a page without front matter
 */
export function splitPage(file: string): {head: string | null; body: string} {
  const text = file.replaceAll("\r\n", "\n");
  const [, head, body] = /^---\n([^]*?\n)---[ \t]*(?:\n([^]*))?$/.exec(text) ?? [];
  return head === undefined ? {head: null, body: text} : {head, body: body ?? ""};
}

/** The value of a key in the front matter, without quotes; null if the key or the front matter is missing. */
export function frontMatterText(head: string | null, key: string): string | null {
  const value = new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*$`, "m").exec(head ?? "")?.[1];
  if (value === undefined) return null;
  if (/^".*"$/.test(value)) {
    try {
      return JSON.parse(value) as string;
    } catch {
      return value;
    }
  }
  return /^'.*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value;
}
