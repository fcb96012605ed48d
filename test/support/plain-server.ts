import {createServer, type Server} from "node:http";
import {readFile} from "node:fs/promises";
import {join} from "node:path";

/** The least that any file server does: types of what browsers refuse without one, and a folder's index. */
const types: Readonly<Record<string, string>> = {html: "text/html", js: "text/javascript", css: "text/css"};

export interface PlainServer {
  server: Server;
  /** Paths that were asked for and are not there. */
  missing: string[];
}

/**
 * Serves a folder without rules, compression, headers or a page for what is missing.
 * @param unpacking whether the server says of `.gz` files that they are packed, as some do, so that browsers unpack
 * them
 */
export async function servePlainly(
  folder: string,
  {unpacking = false}: {unpacking?: boolean} = {}
): Promise<PlainServer> {
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, "http://plain").pathname);
    const name = path.endsWith("/") ? `${path}index.html` : path;
    readFile(join(folder, name)).then(
      (body) =>
        response
          .writeHead(200, {
            "content-type": types[name.split(".").at(-1)!] ?? "application/octet-stream",
            ...(unpacking && name.endsWith(".gz") && {"content-encoding": "gzip"})
          })
          .end(body),
      () => {
        missing.push(path);
        response.writeHead(404).end();
      }
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {server, missing};
}
