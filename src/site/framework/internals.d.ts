// Types of parts of Framework that have none. Calling these parts guarantees that the build and Framework agree on what
// a page needs.

declare module "@observablehq/framework/dist/npm.js" {
  export interface NpmSpecifier {
    name: string;
    range?: string;
    path?: string;
  }
  export function parseNpmSpecifier(specifier: string): NpmSpecifier;
  /** `name@version/path` from a path in the `_npm` cache. */
  export function extractNpmSpecifier(path: string): string;
  /** The path in the `_npm` cache for `/npm/name@version/path`. */
  export function fromJsDelivrPath(path: string): string;
  /** The path in the `_npm` cache for an `npm:` import. An exact version needs no download. */
  export function resolveNpmImport(root: string, specifier: string): Promise<string>;
}

declare module "@observablehq/framework/dist/libraries.js" {
  export interface DuckDBOptions {
    platforms: Record<string, true>;
    extensions: Record<string, {source: string}>;
  }
  export function getImplicitDownloads(imports: Iterable<string>, duckdb?: DuckDBOptions): Set<string>;
  export function getImplicitStylesheets(imports: Iterable<string>): Set<string>;
}

declare module "@observablehq/framework/dist/frontMatter.js" {
  export function readFrontMatter(input: string): {content: string; data: {title?: string | null}};
}

declare module "@observablehq/framework/dist/markdown.js" {
  /** The parser of pages, with Framework's own rules. */
  export function createMarkdownIt(options: {markdownIt?: (md: unknown) => unknown}): unknown;
}

declare module "@observablehq/framework/dist/build.js" {
  /** Writes the files of a build. */
  export class FileBuildEffects {
    writeFile(outputPath: string, contents: string | Uint8Array): Promise<void>;
  }
}

declare module "@observablehq/framework/dist/loader.js" {
  export interface FileInfo {
    mtimeMs: number | undefined;
    size: number;
    hash: string;
  }
  export class LoaderResolver {
    /** What a build knows of a file of the site, by its path; undefined if there is no such file. */
    getOutputInfo(name: string): FileInfo | undefined;
    /** What provides the file at a path of the site: the file itself or a loader; undefined if nothing does. */
    findFile(path: string): object | undefined;
    /** A hash of the module at a path of the site, and of what it imports and reads. */
    getModuleHash(path: string): string;
    /** The path of the file, or of the loader that makes it. */
    getSourceFilePath(path: string): string;
    /** The address with which pages import the module at a path of the site. */
    resolveImportPath(path: string): string;
  }
}
