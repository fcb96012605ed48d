import type * as english from "./en/index.ts";

/**
 * All that the site says beside its Markdown pages. A language is a folder beside `en` with the same files: the
 * compiler names every sentence that is missing when its index is given this type (`const dutch: Words = …`).
 */
export type Words = typeof english;
