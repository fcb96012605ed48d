import {addressVersion, scenarioKeys} from "../../scenario/address.js";
import type {AddressBar} from "../store.ts";

/**
 * The address bar of a page that starts with a scenario of its own. An address without a scenario means that scenario.
 * The published view, which other pages write as an empty query, is written as the version alone.
 *
 * @param first query of the page's first scenario, from `writeAddress`; empty for the published view
 */
export function beginningWith(first: string, bar: AddressBar): AddressBar {
  const says = (search: string) => Array.from(new URLSearchParams(search).keys()).some((key) => scenarioKeys.has(key));
  const written = (url: string | URL | null | undefined) => {
    const [, path = "", query = "", hash = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(String(url ?? ""))!;
    const kept = query === first ? "" : says(query) ? query : `v=${addressVersion}`;
    return `${path}${kept && `?${kept}`}${hash}`;
  };
  return {
    location: {
      get pathname() {
        return bar.location.pathname;
      },
      get hash() {
        return bar.location.hash;
      },
      get search() {
        return says(bar.location.search) ? bar.location.search : first && `?${first}`;
      }
    },
    history: {
      pushState: (data, unused, url) => bar.history.pushState(data, unused, written(url)),
      replaceState: (data, unused, url) => bar.history.replaceState(data, unused, written(url))
    },
    addEventListener: (type, listener) => bar.addEventListener(type, listener)
  };
}
