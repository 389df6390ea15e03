import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ValkeyConnector } from "../../../src/adapters/cache/valkey-connector";

describe("a connection to the cache", () => {
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  });

  afterAll(() => server.close());

  it("may emit several errors; the first one is reported", async () => {
    const connector = new ValkeyConnector({ host: "127.0.0.1", port });
    const socket = await connector.connect();
    // As the client listens.
    socket.once("error", () => undefined);
    const [first, second] = [new Error("first"), new Error("second")];
    for (const error of [first, second]) expect(() => socket.emit("error", error)).not.toThrow();
    expect(connector.firstError).toBe(first);
    socket.destroy();
  });
});
