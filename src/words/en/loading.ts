/** What a page says when a part of it does not load. */
export const loadingWords = {
  failed: (reason: string) =>
    `The interactive part of this page failed to load (${reason}). The text is complete; reload the page to try again.`
};

/** What a page says when nothing has come for ten seconds from what it waits for, or its scripts have not started. */
export const lateWords = {
  line: ([first, ...others]: readonly string[]) =>
    `No answer for ten seconds from ${first}${others.length === 0 ? "" : others.length === 1 ? " and one other" : ` and ${others.length} others`}. You can read on and wait, or try again.`,
  again: "Try again",
  /** What is not a file. */
  names: {database: "the database", engine: "the worker that computes", script: "a script"} as Readonly<
    Record<string, string>
  >,
  scripts: "The interactive part of this page has not started. The text is complete."
};

/** Why something does not work in this browser, in brackets or after a colon. */
export const reasonWords = {
  noWebAssembly: "it has no WebAssembly",
  noWorker: "its worker does not start",
  givenUp: "it did not answer; reload the page to try again",
  largePicture: "the picture is too large"
};
