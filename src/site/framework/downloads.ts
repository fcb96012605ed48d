import {parseNpmSpecifier} from "@observablehq/framework/dist/npm.js";
import {bundleNpm} from "./npm-bundle.ts";
import type {NpmPackage} from "./npm-packages.ts";

/**
 * Answers a download that Framework requests with a file made from `node_modules`.
 *
 * @throws Error if that is impossible, with the import at fault and what to do
 */
export async function answerDownload(url: URL, packages: Map<string, NpmPackage>): Promise<Response> {
  const path = decodeURIComponent(url.pathname);
  const extension = /([^/]+)\.duckdb_extension\.wasm$/.exec(path);
  if (extension) {
    throw quietError(`duckdb extension not available: ${extension[1]}; remove it from duckdb.extensions in the config`);
  }
  if (!path.startsWith("/npm/")) throw lookupError(path.slice(1), packages);
  const specifier = path.slice("/npm/".length);
  if (!packages.has(parseNpmSpecifier(specifier).name)) throw lookupError(specifier, packages);
  let body: string | Buffer;
  try {
    body = await bundleNpm(specifier, packages);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw quietError(`cannot import npm:${describe(specifier)}: ${reason}`);
  }
  const isScript = path.endsWith("+esm") || path.endsWith(".js");
  const type = isScript ? "application/javascript" : "application/octet-stream";
  return new Response(typeof body === "string" ? body : new Uint8Array(body), {headers: {"content-type": type}});
}

/** Explains why a version of a package, or any file of a package that is not vendored, is missing. */
function lookupError(specifier: string, packages: Map<string, NpmPackage>): Error {
  const {name} = parseNpmSpecifier(specifier);
  const found = packages.get(name);
  return quietError(
    found
      ? `npm:${name} is vendored only as ${found.version}: import it without a version`
      : `npm:${name} is not vendored, and nothing is downloaded: add it to dependencies ` +
          `(npm install --save-exact ${name}), then start again`
  );
}

/** Framework prints the stack of errors from downloads, which would hide the message, so the stack is the message. */
function quietError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

function describe(specifier: string): string {
  const {name, path} = parseNpmSpecifier(specifier);
  return [name, path?.replace(/\/?\+esm$/, "")].filter(Boolean).join("/");
}
