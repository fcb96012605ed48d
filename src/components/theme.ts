import {themeWords} from "../words/en/theme.js";

/** The colours of the site: those of the system, or always light or dark. */
const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "theme";

/** The theme after `theme` when the button is pressed again and again. */
export function nextTheme(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length]!;
}

/** The reader's choice, or the system's when there is none or it cannot be read (storage may be forbidden). */
export function readTheme(storage: () => Pick<Storage, "getItem"> = () => localStorage): Theme {
  try {
    const value = storage().getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

/** Applies a theme to the page and keeps it for the next one; where it cannot be kept, it holds for this page. */
export function setTheme(
  theme: Theme,
  root: HTMLElement = document.documentElement,
  storage: () => Pick<Storage, "setItem" | "removeItem"> = () => localStorage
): void {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") storage().removeItem(key);
    else storage().setItem(key, theme);
  } catch {
    // The choice holds until the page is left.
  }
}

/** Makes a button go through the themes; its label says the current one, `data-state` is for its icon. */
export function installTheme(button: HTMLButtonElement): void {
  let theme = readTheme();
  const show = () => {
    button.dataset.state = theme;
    button.setAttribute("aria-label", themeWords.now(theme));
    button.title = themeWords.change(theme, nextTheme(theme));
  };
  button.addEventListener("click", () => {
    theme = nextTheme(theme);
    setTheme(theme);
    show();
  });
  show();
}
