import {defineCommandGroup, runIfStarted} from "../../data-loaders/console/command.ts";

export const command = defineCommandGroup({
  name: "npm run check --",
  about: "Checks the data, the results and the built site.",
  commands: {
    meaning: {
      about: "similarity of titles and technologies alone, on judged codes",
      load: () => import("../../data-loaders/quality/check-meaning.ts")
    },
    classification: {
      about: "links between codes and technologies, against the gold set",
      load: () => import("../../data-loaders/quality/check-classification.ts")
    },
    decisions: {
      about: "decisions whose scores have moved, and their effect",
      load: () => import("../../data-loaders/quality/check-decisions.ts")
    },
    published: {
      about: "computed values, against the published ones",
      load: () => import("../../data-loaders/quality/check-published.ts")
    },
    disclosure: {
      about: "cost of protecting licensed patents and deals",
      load: () => import("../../data-loaders/quality/check-disclosure.ts")
    },
    regions: {about: "codes of a list of regions, against data/regions", load: () => import("./regions.ts")},
    licences: {about: "licences of the packages that the site ships", load: () => import("./licences.ts")},
    pages: {about: "speed and accessibility of the built pages", load: () => import("./pages/pages.ts")}
  }
});

await runIfStarted(import.meta.url, command);
