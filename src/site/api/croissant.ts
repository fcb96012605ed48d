import {croissantWords as words} from "../../words/en/api.ts";
import {language} from "../../words/en/locale.ts";
import type {ColumnSpec} from "../../../data-loaders/warehouse/schema.ts";
import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {provenanceOf} from "../../narrative/provenance.ts";
import {provenanceWords} from "../../words/en/provenance.ts";
import {licenceAddresses} from "./allowed-use.ts";
import type {PublishedTable} from "./manifest.ts";
import {authorsOf, citationKey} from "../release/citation.ts";
import type {Release} from "../release/release.ts";
import {referenceOf} from "./tables.ts";

/** The context recommended in appendix 1 of the specification. */
const context = {
  "@language": language,
  "@vocab": "https://schema.org/",
  citeAs: "cr:citeAs",
  column: "cr:column",
  conformsTo: "dct:conformsTo",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  data: {"@id": "cr:data", "@type": "@json"},
  dataType: {"@id": "cr:dataType", "@type": "@vocab"},
  dct: "http://purl.org/dc/terms/",
  equivalentProperty: "cr:equivalentProperty",
  examples: {"@id": "cr:examples", "@type": "@json"},
  extract: "cr:extract",
  field: "cr:field",
  fileProperty: "cr:fileProperty",
  fileObject: "cr:fileObject",
  fileSet: "cr:fileSet",
  format: "cr:format",
  includes: "cr:includes",
  isLiveDataset: "cr:isLiveDataset",
  jsonPath: "cr:jsonPath",
  key: "cr:key",
  md5: "cr:md5",
  parentField: "cr:parentField",
  path: "cr:path",
  recordSet: "cr:recordSet",
  references: "cr:references",
  regex: "cr:regex",
  repeated: "cr:repeated",
  replace: "cr:replace",
  samplingRate: "cr:samplingRate",
  sc: "https://schema.org/",
  separator: "cr:separator",
  source: "cr:source",
  subField: "cr:subField",
  transform: "cr:transform"
};

/** The citation as a BibTeX entry. */
function citation({title, authors, byline, version, date}: Release): string {
  const fields = [
    `title = {${title}}`,
    `author = {${authorsOf(authors)}}`,
    `version = {${version}}`,
    `note = {${byline}}`
  ];
  if (date) fields.push(`year = {${date.slice(0, 4)}}`);
  return `@misc{${citationKey(title)}, ${fields.join(", ")}}`;
}

const dataTypes: Record<ColumnSpec["type"], string> = {
  TINYINT: "sc:Integer",
  SMALLINT: "sc:Integer",
  INTEGER: "sc:Integer",
  DOUBLE: "sc:Float",
  FLOAT: "sc:Float",
  VARCHAR: "sc:Text",
  BOOLEAN: "sc:Boolean"
};

/**
 * Describes the tables in Croissant 1.0 (MLCommons, http://mlcommons.org/croissant/1.0): files with their sizes and
 * hashes, tables as record sets of their Parquet files, ids as references. Addresses are absolute if the site's address
 * is known, otherwise relative to the description.
 */
export function croissant(
  tables: readonly PublishedTable[],
  release: Release,
  {build, sources}: Pick<Manifest, "build" | "sources">
): object {
  const creators = release.authors.map((name) => ({"@type": "sc:Organization", name}));
  const address = (path: string) => (release.siteUrl ? new URL(`api/${path}`, release.siteUrl).href : path);
  return {
    "@context": context,
    "@type": "sc:Dataset",
    name: release.title,
    conformsTo: "http://mlcommons.org/croissant/1.0",
    description: words.description(release.description, provenanceWords.sentence(provenanceOf(sources)), build),
    license: licenceAddresses(tables),
    url: address("./"),
    creator: creators.length === 1 ? creators[0] : creators,
    ...(release.date && {datePublished: release.date}),
    version: release.version,
    inLanguage: language,
    keywords: words.keywords,
    citeAs: citation(release),
    distribution: tables.flatMap(({name, files}) =>
      files.map((file) => ({
        "@type": "cr:FileObject",
        "@id": file.path,
        name: file.path,
        description: words.table(name),
        contentUrl: address(file.path),
        contentSize: `${file.bytes} B`,
        encodingFormat: file.gzip ? "application/gzip" : file.type,
        sha256: file.sha256
      }))
    ),
    recordSet: tables.map(({name, description, key, columns}) => ({
      "@type": "cr:RecordSet",
      "@id": name,
      name,
      description,
      key: key.map((column) => ({"@id": `${name}/${column}`})),
      field: columns.map((column) => {
        const reference = referenceOf(name, column);
        return {
          "@type": "cr:Field",
          "@id": `${name}/${column.name}`,
          name: column.name,
          description: column.description,
          dataType: dataTypes[column.type],
          source: {fileObject: {"@id": `${name}.parquet`}, extract: {column: column.name}},
          ...(reference && {references: {field: {"@id": `${reference.table}/${reference.column}`}}})
        };
      })
    }))
  };
}
