const names = {system: "as in the system", light: "light", dark: "dark"};
type Theme = keyof typeof names;

/** What the button that changes the colours says. */
export const themeWords = {
  button: "Colours",
  now: (theme: Theme) => `Colours: ${names[theme]}`,
  change: (theme: Theme, next: Theme) => `Colours: ${names[theme]}. Change to ${names[next]}.`
};
