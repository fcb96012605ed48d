import {defineCommandGroup, runIfStarted} from "../../data-loaders/console/command.ts";

export const command = defineCommandGroup({
  name: "npm run bench --",
  about: "Measures time or memory.",
  commands: {
    engine: {about: "the indicator engine and DuckDB-WASM in a browser", load: () => import("./engine.ts")},
    build: {about: "a build, cold and warm, and the size of the built site", load: () => import("./build.ts")},
    preview: {about: "the time from saving a file until a page shows the change", load: () => import("./preview.ts")},
    data: {about: "time and peak memory of reading patents", load: () => import("./data.ts")},
    classify: {
      about: "the classification at the size of the official sources",
      load: () => import("./classification.ts")
    },
    lab: {about: "the response time of the lab", load: () => import("./lab.ts")},
    memory: {about: "the memory of a page over many moves", load: () => import("./memory.ts")}
  }
});

await runIfStarted(import.meta.url, command);
