// Hands the warehouse's manifest to the pages: FileAttachment("data/manifest.json").
import {publishManifest} from "../../data-loaders/warehouse/publish.ts";

await publishManifest(process.stdout);
