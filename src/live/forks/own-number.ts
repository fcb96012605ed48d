import {resolveValue} from "../../narrative/values.js";
import {installCards} from "../card-links.js";
import {setShownFor} from "../report.js";
import {siteAddress} from "../site-address.js";
import {followPage} from "./page-scenario.js";

/**
 * A live number in a page: it follows the page's scenario, and has a card with its method and its query.
 *
 * @param indicator a [reference](../../../docs/references.md), such as `patents.rca`
 * @param subject slug of a technology or a group, where the reference needs one
 * @throws RangeError for an unknown reference, with the nearest one
 */
export async function number(indicator: string, subject?: string): Promise<HTMLAnchorElement> {
  installCards();
  const reference = [indicator, subject].filter(Boolean).join(" ");
  const link = document.createElement("a");
  link.className = "value";
  link.dataset.reference = reference;
  return await followPage(link, {
    write({scenario, snapshot, report}) {
      const now = {...report, region: snapshot.region, snapshot};
      const {text, technology} = resolveValue(reference, {...now, choices: scenario});
      link.textContent = text;
      link.href = siteAddress(technology ? `technology/${technology}` : "claims#ledger");
      setShownFor(link, {report: now, scenario});
    }
  });
}
