import {defineCommandGroup, runIfStarted} from "../../data-loaders/console/command.ts";

export const command = defineCommandGroup({
  name: "npm run draw --",
  about: "Redraws a committed file from its source.",
  commands: {
    dictionary: {about: "docs/data-dictionary.md, from the specs of the tables", load: () => import("./dictionary.ts")},
    references: {
      about: "docs/references.md, from the code that reads marks and references",
      load: () => import("./references.ts")
    },
    parts: {about: "docs/parts.md, from the page that shows the parts of pages", load: () => import("./parts.ts")},
    performance: {
      about: "docs/images/performance.svg, from the results of the benches",
      load: () => import("./performance.ts")
    },
    "social-card": {
      about: "the picture for social networks, from the built site",
      load: () => import("./social-card.ts")
    }
  }
});

await runIfStarted(import.meta.url, command);
