import {createServer} from "node:net";
import {UsageError} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";

/** The host and port on which a server listens. */
export interface Address {
  host: string;
  port: number;
}

/** Command options for the address to listen on. */
export const addressOptions = {
  port: {value: "NUMBER", help: "the first port to try (default: PORT of the environment, or 3000)"},
  host: {
    value: "ADDRESS",
    help: "the address or name at which to listen; default 127.0.0.1, which only this computer reaches",
    default: "127.0.0.1"
  }
} as const;

/**
 * Reads the address from the options of a command.
 * @throws UsageError for an invalid port
 */
export function readAddress({port: given, host}: {port?: string; host: string}): Address {
  const text = given ?? process.env.PORT ?? "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new UsageError(`invalid port: ${text}`, {advice: "give a whole number from 1 to 65535"});
  return {host, port};
}

/** Whether only this computer reaches a host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * The first free port of `host`, from `from` on.
 * @throws InputError when none of 100 ports is free
 */
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
