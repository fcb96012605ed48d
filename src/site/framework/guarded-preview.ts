/**
 * Loaded into Framework's process before Framework (`node --import`). Its preview answers every name, method and
 * path; here the server that it makes is guarded like that of `npm run serve`.
 */
import http from "node:http";
import {syncBuiltinESMExports} from "node:module";
import {guard, hostVariable, patientOptions} from "../guard.ts";

const {createServer} = http;
const host = process.env[hostVariable] ?? "localhost";
http.createServer = ((...args: unknown[]) => {
  const listener = args.find((one) => typeof one === "function") as http.RequestListener | undefined;
  return guard(createServer(patientOptions(), listener), host);
}) as typeof createServer;
// Framework imports the function by name.
syncBuiltinESMExports();
