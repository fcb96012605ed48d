import {createServer, type Server} from "node:http";
import {readFile} from "node:fs/promises";
import {join} from "node:path";

/** The types without which browsers refuse files. Every file server knows them. */
const types: Readonly<Record<string, string>> = {html: "text/html", js: "text/javascript", css: "text/css"};

export interface PlainServer {
  server: Server;
  /** Requested paths that do not exist. */
  missing: string[];
}

/**
 * Serves a folder without redirects, compression, headers or an error page.
 * @param unpacking whether the server declares `.gz` files as compressed, as some do, so that browsers decompress them
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
