import fc from "fast-check";

/**
 * Names and labels as somebody might write them who wants a page to run them: HTML, SQL, formulas, paths, odd
 * characters.
 */
const attacks = [
  "<script>globalThis.attacked = 1</script>",
  '<img src=x onerror="globalThis.attacked = 1">',
  "<svg onload=globalThis.attacked=1>",
  '"><script>globalThis.attacked=1</script>',
  "' onmouseover='globalThis.attacked=1",
  "javascript:globalThis.attacked=1",
  "</style><script>globalThis.attacked=1</script>",
  "</title></textarea></noscript><script>globalThis.attacked=1</script>",
  "<!--",
  "-->",
  "]]>",
  "&lt;script&gt;",
  "&#x3c;script&#x3e;",
  "{{constructor.constructor('globalThis.attacked=1')()}}",
  "${globalThis.attacked=1}",
  "`",
  "'; DROP TABLE patents; --",
  "' OR '1'='1",
  "\\'; SELECT 1; --",
  "/*",
  "$$",
  "E'\\x00'",
  "\"; ATTACH 'x'; --",
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://example.org")',
  ";=1+1",
  "a\n=1+1",
  "＝1+1",
  '"=1+1',
  " =1+1",
  "../../etc/passwd",
  "%",
  "%00",
  "%E0%A4%A",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\u0000",
  "\u0001",
  "\u202egnp.exe",
  "\ufeff",
  "\ud800",
  "\uffff",
  "\u2028",
  "𝔘",
  "ß".repeat(300)
] as const;

/** A hostile text: an attack, several of them, one among other characters, or anything at all. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...attacks),
  fc.array(fc.constantFrom(...attacks), {minLength: 1, maxLength: 3}).map((parts) => parts.join("")),
  fc
    .tuple(fc.string({unit: "binary", maxLength: 12}), fc.constantFrom(...attacks), fc.string({maxLength: 12}))
    .map((parts) => parts.join("")),
  fc.string({unit: "binary", maxLength: 40}),
  fc.string({maxLength: 40})
);

/** Cases that were generated so far, all tests of this file together. */
export const tally = {cases: 0};

/** Runs a property over generated cases and counts them. */
export function hold<T extends [unknown, ...unknown[]]>(
  runs: number,
  arbitraries: {[K in keyof T]: fc.Arbitrary<T[K]>},
  check: (...values: T) => void
): void {
  fc.assert(
    fc.property(...(arbitraries as unknown as [fc.Arbitrary<unknown>]), (...values: unknown[]) => {
      ++tally.cases;
      check(...(values as unknown as T));
    }),
    {numRuns: runs}
  );
}
