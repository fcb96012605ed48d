/** What a page says when a part of it does not load. */
export const loadingWords = {
  failed: (reason: string) =>
    `The part of this page that computes did not load (${reason}). Its text stays as it was written; reload the page to try again.`
};
