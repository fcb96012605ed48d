// Loaded with NODE_OPTIONS=--import into every process of a build under test: nothing but this computer
// can be reached, and whoever tries is told so.
import dns from "node:dns";
import net from "node:net";

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // Node passes on its own normalised arguments as one array.
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host =
    typeof first === "object" ? (first.path ? "localhost" : (first.host ?? "localhost")) : (args[1] ?? "localhost");
  if (typeof host === "string" && !isLocal(host)) throw blocked(host);
  return connect.apply(this, args);
};

for (const target of [dns, dns.promises]) {
  const {lookup} = target;
  target.lookup = function (host, ...rest) {
    if (!isLocal(host)) throw blocked(host);
    return lookup.call(this, host, ...rest);
  };
}

globalThis.fetch = async (input) => {
  throw blocked(String(input?.url ?? input));
};

function isLocal(host) {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function blocked(target) {
  return new Error(`network blocked: ${target}`);
}
