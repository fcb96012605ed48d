// Types of what Framework offers to pages and their modules. They are only for the compiler: Framework strips types
// without checking them.

declare module "npm:@observablehq/plot" {
  export * from "@observablehq/plot";
}

declare module "npm:d3" {
  export * from "d3";
}

declare module "npm:apache-arrow" {
  export * from "apache-arrow";
}

declare module "npm:@duckdb/duckdb-wasm" {
  export * from "@duckdb/duckdb-wasm";
}

declare module "npm:parquet-wasm" {
  export * from "parquet-wasm";
  export {default} from "parquet-wasm";
}

declare module "npm:htl" {
  interface Template<Single, Several> {
    (strings: TemplateStringsArray, ...values: unknown[]): Single;
    fragment(strings: TemplateStringsArray, ...values: unknown[]): Several;
  }
  export const html: Template<HTMLElement, DocumentFragment>;
  export const svg: Template<SVGElement, DocumentFragment>;
}

declare module "npm:@observablehq/inputs" {
  import type {AbstractFile} from "observablehq:stdlib";

  /** An element that holds a value and dispatches `input` events when it changes. */
  export type Input<T> = HTMLElement & {value: T};
  type Label = string | Node;

  interface FieldOptions {
    label?: Label;
    width?: number | string;
    disabled?: boolean;
  }
  interface ChoiceOptions<T, K = unknown> extends Omit<FieldOptions, "disabled"> {
    /** The option's label and its value; without them, both are the option itself. */
    keyof?: (option: T) => string;
    valueof?: (option: T) => K;
    format?: (option: T) => string | Node;
    sort?: boolean | "ascending" | "descending" | ((a: T, b: T) => number) | null;
    unique?: boolean;
    disabled?: boolean | T[];
  }
  interface NumberOptions extends FieldOptions {
    step?: number | "any";
    format?: (value: number) => string;
    placeholder?: string;
    transform?: (value: number) => number;
    invert?: (value: number) => number;
    validate?: (input: HTMLInputElement) => boolean;
    value?: number;
  }
  interface TextOptions extends FieldOptions {
    value?: string;
    placeholder?: string;
    pattern?: string;
    spellcheck?: boolean;
    autocomplete?: boolean | string;
    minlength?: number;
    maxlength?: number;
    required?: boolean;
    validate?: (input: HTMLInputElement) => boolean;
    submit?: boolean | Label;
    datalist?: Iterable<string>;
  }
  interface DateOptions extends FieldOptions {
    value?: Date | string;
    min?: Date | string;
    max?: Date | string;
    required?: boolean;
    submit?: boolean | Label;
  }
  export interface TableOptions<T> {
    columns?: Iterable<string>;
    value?: Iterable<T>;
    rows?: number;
    sort?: string | null;
    reverse?: boolean;
    format?: Record<string, (value: never, index: number, data: T[]) => string | Node>;
    align?: Record<string, "left" | "right" | "center">;
    header?: Record<string, Label>;
    width?: number | string | Record<string, number | string>;
    height?: number;
    maxWidth?: number;
    maxHeight?: number;
    layout?: "auto" | "fixed";
    required?: boolean;
    multiple?: boolean;
    select?: boolean;
  }

  export function button(
    content?: Label,
    options?: FieldOptions & {required?: boolean; reduce?: (value: number) => number; value?: number}
  ): Input<number>;
  export function button<T>(
    content: Label,
    options: FieldOptions & {value: T; reduce: (value: T) => T; required?: boolean}
  ): Input<T>;
  export function toggle(options?: FieldOptions & {value?: boolean}): Input<boolean>;
  export function checkbox<T, K = T>(
    options: Iterable<T>,
    settings?: ChoiceOptions<T, K> & {value?: Iterable<K>}
  ): Input<K[]>;
  export function radio<T, K = T>(options: Iterable<T>, settings?: ChoiceOptions<T, K> & {value?: K | null}): Input<K>;
  export function select<T, K = T>(
    options: Iterable<T>,
    settings: ChoiceOptions<T, K> & {multiple: true | number; value?: Iterable<K>}
  ): Input<K[]>;
  export function select<T, K = T>(
    options: Iterable<T>,
    settings?: ChoiceOptions<T, K> & {multiple?: false; value?: K | null}
  ): Input<K>;
  export function range(extent?: [min: number, max: number], options?: NumberOptions): Input<number>;
  export function number(extent?: [min: number, max: number], options?: NumberOptions): Input<number>;
  export function text(options?: TextOptions): Input<string>;
  export function textarea(
    options?: TextOptions & {rows?: number; resize?: boolean; monospace?: boolean}
  ): Input<string>;
  export function email(options?: TextOptions): Input<string>;
  export function tel(options?: TextOptions): Input<string>;
  export function url(options?: TextOptions): Input<string>;
  export function password(options?: TextOptions): Input<string>;
  export function color(options?: FieldOptions & {value?: string}): Input<string>;
  export function date(options?: DateOptions): Input<Date | null>;
  export function datetime(options?: DateOptions): Input<Date | null>;
  export function file(
    options: FieldOptions & {accept?: string; multiple: true; required?: boolean}
  ): Input<AbstractFile[]>;
  export function file(
    options?: FieldOptions & {accept?: string; multiple?: false; required?: boolean}
  ): Input<AbstractFile | null>;
  export function search<T>(
    data: Iterable<T>,
    options?: FieldOptions & {
      query?: string;
      placeholder?: string;
      columns?: Iterable<string>;
      filter?: (query: string) => (row: T) => boolean;
      format?: (count: number) => string;
    }
  ): Input<T[]>;
  export function table<T>(data: Iterable<T> | PromiseLike<Iterable<T>>, options?: TableOptions<T>): Input<T[]>;
  export function form<T>(
    inputs: {[K in keyof T]: Input<T[K]>},
    options?: {template?: (inputs: {[K in keyof T]: Input<T[K]>}) => Node}
  ): Input<T>;
  export function input<T>(value: T): EventTarget & {value: T};
  export function bind<E extends EventTarget>(
    target: E,
    source: EventTarget & {value: unknown},
    invalidation?: Promise<unknown>
  ): E;
  export function disposal(element: Element): Promise<void>;
  export function searchFilter(query: string): (row: unknown) => boolean;
  export function formatDate(date: Date): string;
  export function formatTrim(value: number): string;
  export function formatLocaleAuto(locale?: string): (value: unknown) => string;
  export function formatLocaleNumber(locale?: string): (value: number) => string;
  export const formatAuto: (value: unknown) => string;
  export const formatNumber: (value: number) => string;
}

declare module "npm:@observablehq/duckdb" {
  import type {AsyncDuckDB, DuckDBConfig} from "@duckdb/duckdb-wasm";
  import type {Table} from "apache-arrow";
  import type {AbstractFile} from "observablehq:stdlib";

  // Columns are known only after the query has run, so rows have no type here.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  export type Row = any;

  /** The content of a table: a file, an Arrow table, an array of objects, or the address of a file. */
  export type Source =
    AbstractFile | Table | readonly object[] | string | {file: AbstractFile} | {data: Table | readonly object[]};

  export class DuckDBClient {
    readonly _db: AsyncDuckDB;
    static of(
      sources?: Record<string, Source | Promise<Source>>,
      config?: DuckDBConfig & {extensions?: string[]}
    ): Promise<DuckDBClient>;
    static sql(sources?: Record<string, Source | Promise<Source>>): Promise<DuckDBClient["sql"]>;
    query(query: string, params?: readonly unknown[]): Promise<Table<Row>>;
    queryRow(query: string, params?: readonly unknown[]): Promise<Row | null>;
    queryStream(
      query: string,
      params?: readonly unknown[]
    ): Promise<{schema: unknown; readRows(): AsyncGenerator<Row[]>}>;
    sql(strings: TemplateStringsArray, ...args: unknown[]): Promise<Table<Row>>;
    describeTables(): Promise<{name: string}[]>;
    describeColumns(options?: {
      table?: string;
    }): Promise<{name: string; type: string; nullable: boolean; databaseType: string}[]>;
  }

  /** Queries the tables in the page's front matter. */
  export function sql(strings: TemplateStringsArray, ...args: unknown[]): Promise<Table<Row>>;
  export function getDefaultClient(): Promise<DuckDBClient>;
  export function registerTable(name: string, source: Source | null): void;
}

declare module "observablehq:stdlib" {
  import type {Table} from "apache-arrow";

  interface DsvOptions {
    delimiter?: string;
    array?: boolean;
    typed?: boolean;
  }

  export class AbstractFile {
    readonly name: string;
    readonly mimeType: string;
    /** Milliseconds since 1970. */
    readonly lastModified: number;
    /** Bytes. */
    readonly size: number;
    readonly href: string;
    url(): Promise<string>;
    blob(): Promise<Blob>;
    arrayBuffer(): Promise<ArrayBuffer>;
    text(encoding?: string): Promise<string>;
    json<T = unknown>(): Promise<T>;
    stream(): Promise<ReadableStream<Uint8Array>>;
    dsv(options?: DsvOptions): Promise<Record<string, unknown>[]>;
    csv(options?: Omit<DsvOptions, "delimiter">): Promise<Record<string, unknown>[]>;
    tsv(options?: Omit<DsvOptions, "delimiter">): Promise<Record<string, unknown>[]>;
    image(props?: Partial<HTMLImageElement>): Promise<HTMLImageElement>;
    arrow(): Promise<Table>;
    parquet(): Promise<Table>;
    xml(mimeType?: DOMParserSupportedType): Promise<Document>;
    html(): Promise<Document>;
    zip(): Promise<{filenames: string[]; file(path: string): AbstractFile}>;
  }

  /** The name must be a literal, because Framework reads it from the source. */
  export function FileAttachment(name: string): AbstractFile;
  export function registerFile(
    name: string,
    info: {path: string; mimeType?: string; lastModified?: number; size?: number} | null
  ): void;
  export function resize(
    render: (width: number, height: number) => Node | null | Promise<Node | null>,
    invalidation?: Promise<unknown>
  ): HTMLElement;
  export function Mutable<T>(value?: T): AsyncGenerator<T> & {value: T};

  export const Generators: {
    observe<T>(initialize: (notify: (value: T) => void) => (() => void) | void): AsyncGenerator<T>;
    queue<T>(initialize: (notify: (value: T) => void) => (() => void) | void): AsyncGenerator<T>;
    input<T>(element: EventTarget & {value: T}): AsyncGenerator<T>;
    now(): Generator<number>;
    width(element: Element): AsyncGenerator<number>;
    dark(): AsyncGenerator<boolean>;
  };

  /** `display` and `view` of a code block in a page. Modules cannot access them, but pages can pass them on. */
  export type Display = <T>(value: T) => T;
  export type View = <T>(input: Element & {value: T}) => AsyncGenerator<T>;
}
