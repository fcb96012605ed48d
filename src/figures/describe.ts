/**
 * Makes one picture of a chart for assistive technology: a name that tells what it shows. The names that Plot
 * gives the marks inside say nothing to a listener and stand on elements that may not have one.
 */
export function describeChart(chart: Element, description: string): void {
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", description);
  for (const mark of chart.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label");
}
