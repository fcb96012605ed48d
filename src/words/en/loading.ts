/** What a page says when a part of it does not load. */
export const loadingWords = {
  failed: (reason: string) =>
    `The interactive part of this page failed to load (${reason}). The text is complete; reload the page to try again.`
};

/** Why something does not work in this browser, in brackets or after a colon. */
export const reasonWords = {
  noWebAssembly: "it has no WebAssembly",
  noWorker: "its worker does not start",
  largePicture: "the picture is too large",
  status: (status: number) => `status ${status}`
};
