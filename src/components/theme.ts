import {themeWords} from "../words/en/theme.js";

/** The colours of the site: those of the system, or always light or dark. */
const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "theme";

/** The theme that the button selects after `theme`. */
export function nextTheme(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length]!;
}

/** The reader's choice, or the system's without one or where storage is forbidden. */
export function readTheme(storage: () => Pick<Storage, "getItem"> = () => localStorage): Theme {
  try {
    const value = storage().getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

/** Applies a theme to the page, and stores it for the next one where storage is allowed. */
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
    // The choice holds for this page.
  }
}

/** Makes a button switch themes; its label names the current one, `data-state` selects its icon. */
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
