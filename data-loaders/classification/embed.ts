import {readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {exitCodes, runCommand} from "../console/command.ts";
import {createProgress} from "../console/progress.ts";
import {projectRoot} from "../console/project-root.ts";
import {loadVocabulary} from "../sources/vocabularies.ts";
import {bareName} from "./candidates.ts";
import {corpusFile, createTaxonomyNormaliser, vectorFiles} from "./classify.ts";
import {createEmbedder, type EmbedderChoice, parseEmbedder} from "./embedders/choose.ts";
import {estimateCost} from "./embedders/openai.ts";
import {loadTaxonomy} from "./taxonomy.ts";
import {VectorStore} from "./vector-store.ts";
import {vocabularies} from "../../src/terms/lenses.ts";

const usage = `usage: npm run embed -- [--embedder NAME] [--model PATH] [--cpc-titles PATH] [--topics FILE] [--industries FILE] [--anew] [--yes]

Makes the vectors of all titles and keywords and keeps them in data/vectors, so that a build needs no model.

  --embedder NAME      local (default), openai (key from OPENAI_API_KEY), transformers
  --model PATH         the ONNX model of the embedder transformers
  --cpc-titles, --topics, --industries   official vocabularies whose titles are wanted too, as in npm run data
  --anew               make all vectors again, not only those that are missing
  --yes                go on although it costs money
`;

/** All texts that a build with these vocabularies compares, normalised, each once. */
export async function textsToEmbed(
  data: string,
  given: Partial<Record<(typeof vocabularies)[number], string>> = {}
): Promise<string[]> {
  const taxonomy = await loadTaxonomy(join(data, "taxonomy/taxonomy.json"));
  const normalise = createTaxonomyNormaliser(taxonomy);
  const titles = (await Promise.all(vocabularies.map((name) => loadVocabulary(name, data, given[name]))))
    .flat()
    .map(({label}) => label);
  const phrases = taxonomy.technologies.flatMap(({name, keywords, cpc_wording: wording}) => [
    bareName(name),
    ...keywords,
    ...wording
  ]);
  const corpus = (await readFile(corpusFile(data), "utf8")).trimEnd().split("\n");
  return [...new Set([...[...phrases, ...titles].map(normalise), ...corpus])].filter((text) => text !== "").sort();
}

async function embed(
  choice: EmbedderChoice,
  given: Parameters<typeof textsToEmbed>[1],
  anew: boolean,
  agreed: boolean
): Promise<number> {
  const data = join(projectRoot, "data");
  const embedder = await createEmbedder(choice, {spend: agreed});
  const {committed, extra} = vectorFiles(data, embedder.id);
  const texts = await textsToEmbed(data, given);
  const store = await VectorStore.open({embedder, committed: anew ? "" : committed, extra: anew ? undefined : extra});
  const missing = store.missing(texts);
  if (choice.name === "openai" && missing.length > 0) {
    const {tokens, dollars} = estimateCost(missing);
    process.stdout.write(
      `${missing.length.toLocaleString("en-US")} texts of at most ${tokens.toLocaleString("en-US")} tokens: at most ${dollars.toFixed(4)} US dollars at ${embedder.id}\n`
    );
    if (!agreed) {
      process.stdout.write("add --yes to go on\n");
      return exitCodes.done;
    }
  }
  const progress = createProgress({label: "embed", total: missing.length});
  await store.matrix(texts, (done) => progress.update(done, embedder.id));
  await store.commit(committed, texts);
  progress.finish(
    `${store.made.toLocaleString("en-US")} new vectors, ${texts.length.toLocaleString("en-US")} in ${relative(projectRoot, committed)}`
  );
  return exitCodes.done;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const string = {type: "string"} as const;
    const {values} = parseArgs({
      options: {
        embedder: string,
        model: string,
        "cpc-titles": string,
        topics: string,
        industries: string,
        anew: {type: "boolean"},
        yes: {type: "boolean"},
        help: {type: "boolean", short: "h"}
      }
    });
    if (values.help) {
      process.stdout.write(usage);
      return exitCodes.done;
    }
    const given = {cpc: values["cpc-titles"], topic: values.topics, industry: values.industries};
    return await embed(parseEmbedder(values.embedder, values.model), given, values.anew ?? false, values.yes ?? false);
  });
}
