import {defineCommandGroup, runIfStarted} from "../../data-loaders/console/command.ts";

export const command = defineCommandGroup({
  name: "npm run bench --",
  about: "Measures how long something takes, or how much memory it needs.",
  commands: {
    engine: {about: "the indicator engine and DuckDB-WASM in a browser", load: () => import("./engine.ts")},
    build: {about: "a build, cold and warm, and what the built site weighs", load: () => import("./build.ts")},
    preview: {about: "the time from saving a file until its change is in the page", load: () => import("./preview.ts")},
    data: {about: "reading patents: time and peak memory", load: () => import("./data.ts")},
    classify: {
      about: "the classification at the size of the official sources",
      load: () => import("./classification.ts")
    },
    lab: {about: "the answers of the lab to a move", load: () => import("./lab.ts")},
    memory: {about: "the memory of a page over many moves", load: () => import("./memory.ts")}
  }
});

await runIfStarted(import.meta.url, command);
