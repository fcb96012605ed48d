import {createServer} from "node:net";
import {parseArgs} from "node:util";
import {InputError} from "../../data-loaders/console/input-error.ts";

/** Where a server listens. */
export interface Address {
  host: string;
  port: number;
}

/**
 * The address in a command's arguments: `--port` (default 3000) and `--host` (default 127.0.0.1, which
 * only this computer reaches). Throws an InputError on anything else.
 */
export function parseAddress(args: string[]): Address {
  const options = {port: {type: "string", default: "3000"}, host: {type: "string", default: "127.0.0.1"}} as const;
  let values;
  try {
    ({values} = parseArgs({args, options}));
  } catch (cause) {
    throw new InputError(`invalid arguments: ${args.join(" ")}`, {
      advice: "give --port NUMBER and --host ADDRESS",
      cause
    });
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InputError(`invalid port: ${values.port}`, {advice: "give a whole number from 1 to 65535"});
  }
  return {host: values.host, port};
}

/** The first free port of `host` from `from` on. Throws an InputError when none of 100 is free. */
export async function findFreePort(from: number, host: string): Promise<number> {
  for (let port = from; port < Math.min(from + 100, 65536); port++) if (await isFree(port, host)) return port;
  throw new InputError(`no free port from ${from} on`, {advice: "give another one with --port"});
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
