// Hands the reviewers' decisions to the page that adds a reader's own: FileAttachment("data/decisions.csv").
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {projectRoot} from "../../data-loaders/console/project-root.ts";

process.stdout.write(await readFile(join(projectRoot, "data/classification/decisions.csv")));
