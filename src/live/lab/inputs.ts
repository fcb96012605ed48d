/** A native control with its label. */
export interface Control<Value> {
  label: HTMLLabelElement;
  /** Shows a value without reporting it as a choice. */
  set(...value: Value extends unknown[] ? Value : [Value]): void;
}

/** Makes a list of choices. */
export function select(
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: (value: string) => void
): Control<string> {
  const label = document.createElement("label");
  const element = document.createElement("select");
  for (const [value, text] of options) element.append(new Option(text, value));
  element.addEventListener("change", () => chosen(element.value));
  label.append(`${name} `, element);
  return {label, set: (value) => (element.value = value)};
}

/**
 * Makes a slider that shows its value as text.
 * @param moved called during a move, and once more, as settled, at its end
 */
export function slider(
  name: string,
  {low, high, step}: {low: number; high: number; step: number},
  moved: (value: number, settled: boolean) => void
): Control<[value: number, text: string]> {
  const label = document.createElement("label");
  label.className = "slider";
  const text = document.createElement("span");
  text.textContent = name;
  const element = document.createElement("input");
  Object.assign(element, {type: "range", min: String(low), max: String(high), step: String(step)});
  const output = document.createElement("output");
  // Without the value, which screen readers announce themselves.
  element.setAttribute("aria-label", name);
  element.addEventListener("input", () => moved(element.valueAsNumber, false));
  element.addEventListener("change", () => moved(element.valueAsNumber, true));
  label.append(text, element, output);
  return {
    label,
    set(value, told) {
      if (element.valueAsNumber !== value) element.value = String(value);
      output.textContent = told;
      element.setAttribute("aria-valuetext", told);
    }
  };
}
