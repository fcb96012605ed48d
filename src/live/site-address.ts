import {pageAddress} from "../text/page-address.js";

/** The absolute address of the site's root, from any page. */
export function siteRoot(): string {
  return document.querySelector<HTMLAnchorElement>(".site-title")!.href;
}

/**
 * The absolute address of a page, by its path from the site's root, such as `technology/wind-energy` or
 * `claims#ledger`.
 */
export function siteAddress(path: string): string {
  return new URL(pageAddress(path), siteRoot()).href;
}
