/**
 * The address of a page of the site as any plain file server knows it: `claims?lens=deals#top` is
 * `claims.html?lens=deals#top`. What ends in a slash is a folder, whose `index.html` every server gives.
 */
export function pageAddress(path: string): string {
  return path.replace(/^[^?#]*[^/?#](?=[?#]|$)/, "$&.html");
}
