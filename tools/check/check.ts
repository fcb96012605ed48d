import {defineCommandGroup, runIfStarted} from "../../data-loaders/console/command.ts";

export const command = defineCommandGroup({
  name: "npm run check --",
  about: "Checks what the project made, from the data to the built site.",
  commands: {
    classification: {
      about: "links between codes and technologies, against the gold standard",
      load: () => import("../../data-loaders/quality/check-classification.ts")
    },
    published: {
      about: "computed values, against those that the report publishes",
      load: () => import("../../data-loaders/quality/check-published.ts")
    },
    disclosure: {
      about: "what the protection of single deals costs",
      load: () => import("../../data-loaders/quality/check-disclosure.ts")
    },
    licences: {about: "licences of the packages that the site ships", load: () => import("./licences.ts")},
    pages: {about: "speed and accessibility of the built pages", load: () => import("./pages/pages.ts")}
  }
});

await runIfStarted(import.meta.url, command);
