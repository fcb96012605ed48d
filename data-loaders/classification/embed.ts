import {readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {defineCommand, exitCodes, runIfStarted} from "../console/command.ts";
import {createProgress} from "../console/progress.ts";
import {loadReportConfig} from "../report-config.ts";
import {projectRoot} from "../console/project-root.ts";
import {givenVocabularies, loadVocabulary, vocabularyOptions} from "../sources/vocabularies.ts";
import {subjectsOf} from "./candidates.ts";
import {corpusFile, createTaxonomyNormaliser, vectorFiles} from "./classify.ts";
import {createEmbedder, type EmbedderChoice, parseEmbedder} from "./embedders/choose.ts";
import {estimateCost} from "./embedders/openai.ts";
import {loadTaxonomy} from "./taxonomy.ts";
import {VectorStore} from "./vector-store.ts";
import {vocabularies} from "../../src/terms/lenses.ts";

/** The distinct normalised texts that a build with these vocabularies embeds. */
export async function textsToEmbed(
  data: string,
  taxonomyPath: string,
  given: Partial<Record<(typeof vocabularies)[number], string>> = {}
): Promise<string[]> {
  const taxonomy = await loadTaxonomy(taxonomyPath);
  const normalise = createTaxonomyNormaliser(taxonomy);
  const titles = (await Promise.all(vocabularies.map((name) => loadVocabulary(name, data, given[name]))))
    .flat()
    .map(({label}) => label);
  const subjects = subjectsOf(taxonomy, "cpc", normalise);
  const phrases = [...subjects.technologies.flatMap(({phrases, not}) => [...phrases, ...not]), ...subjects.others];
  const corpus = (await readFile(corpusFile(data), "utf8")).trimEnd().split("\n");
  return [...new Set([...phrases, ...titles.map(normalise), ...corpus])].filter((text) => text !== "").sort();
}

async function embed(
  choice: EmbedderChoice,
  given: Parameters<typeof textsToEmbed>[2],
  fresh: boolean,
  agreed: boolean
): Promise<number> {
  const data = join(projectRoot, "data");
  const embedder = await createEmbedder(choice, {spend: agreed});
  if (embedder.instant) {
    process.stdout.write(`${embedder.id} needs no stored vectors\n`);
    return exitCodes.done;
  }
  const {committed, extra} = vectorFiles(data, embedder.id);
  const texts = await textsToEmbed(data, join(projectRoot, (await loadReportConfig()).taxonomy), given);
  const store = await VectorStore.open({embedder, committed: fresh ? "" : committed, extra: fresh ? undefined : extra});
  const missing = store.missing(texts);
  if (choice.name === "openai" && missing.length > 0) {
    const {tokens, dollars} = estimateCost(missing);
    process.stdout.write(
      `${count(missing.length)} texts of at most ${count(tokens)} tokens: ` +
        `at most ${dollars.toFixed(4)} US dollars with ${embedder.id}\n`
    );
    if (!agreed) {
      process.stdout.write("add --yes to make the vectors\n");
      return exitCodes.done;
    }
  }
  const progress = createProgress({label: "embed", total: missing.length});
  await store.matrix(texts, (done) => progress.update(done, embedder.id));
  await store.commit(committed, texts);
  progress.finish(`${count(store.made)} new vectors, ${count(texts.length)} in ${relative(projectRoot, committed)}`);
  return exitCodes.done;
}

const count = (value: number) => value.toLocaleString("en-US");

export const command = defineCommand({
  name: "npm run embed --",
  about:
    "Computes the vectors of all titles and keywords, for a model that takes time or money, " +
    "and stores them in data/vectors.",
  options: {
    embedder: {value: "NAME", help: "local (default), openai (key from OPENAI_API_KEY), transformers"},
    model: {value: "PATH", help: "the ONNX model of the embedder transformers"},
    ...vocabularyOptions,
    fresh: {help: "compute all vectors again, not only missing ones"},
    yes: {help: "accept the cost of a paid model"}
  },
  async run({embedder, model, fresh, yes, ...values}) {
    return await embed(parseEmbedder(embedder, model), givenVocabularies(values), fresh, yes);
  }
});

await runIfStarted(import.meta.url, command);
