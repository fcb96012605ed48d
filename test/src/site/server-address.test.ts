import assert from "node:assert/strict";
import {createServer} from "node:net";
import {describe, test} from "node:test";
import {defineCommand} from "../../../data-loaders/console/command.ts";
import {addressOptions, findFreePort, readAddress} from "../../../src/site/server-address.ts";

const command = defineCommand({name: "listen", about: "Listens.", options: addressOptions, run: async () => {}});
const parseAddress = (args: string[]) => readAddress(command.read(args).values);

describe("the address of a server", () => {
  test("defaults to this computer, port 3000", () => {
    assert.deepEqual(parseAddress([]), {host: "127.0.0.1", port: 3000});
    assert.deepEqual(parseAddress(["--port", "8080", "--host", "0.0.0.0"]), {host: "0.0.0.0", port: 8080});
  });

  test("is nothing else", () => {
    for (const port of ["0", "65536", "x", "1.5", ""]) {
      assert.throws(() => parseAddress([`--port=${port}`]), {name: "InputError", message: `invalid port: ${port}`});
    }
    assert.throws(() => parseAddress(["--prot", "1"]), {name: "InputError", message: "unknown option '--prot'"});
  });
});

describe("findFreePort", () => {
  test("passes by ports that are taken", async () => {
    const server = createServer();
    const first = await findFreePort(4300, "127.0.0.1");
    await new Promise<void>((resolve) => server.listen(first, "127.0.0.1", resolve));
    assert.ok((await findFreePort(first, "127.0.0.1")) > first);
    server.close();
  });
});
