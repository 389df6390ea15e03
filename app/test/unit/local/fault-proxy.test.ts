import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFaultProxy, type FaultProxy } from "../../../local/postgres/fault-proxy";

let server: Server;
let proxy: FaultProxy;
const sockets: Socket[] = [];

beforeEach(async () => {
  // Says everything back.
  server = createServer((socket) => void socket.on("error", () => undefined).pipe(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await startFaultProxy({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.stop();
  server.close();
});

/** A client of the server behind the proxy, with all that it has heard. */
async function open() {
  const socket = connect({ host: proxy.host, port: proxy.port, allowHalfOpen: true });
  sockets.push(socket);
  const client = { socket, heard: "", ended: false, error: "" };
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => (client.heard += text));
  socket.on("end", () => (client.ended = true));
  socket.on("error", (error: NodeJS.ErrnoException) => (client.error = error.code ?? ""));
  await Promise.race([once(socket, "connect"), once(socket, "close")]).catch(() => undefined);
  return client;
}

type Client = Awaited<ReturnType<typeof open>>;

const hears = (client: Client, text: string) => expect.poll(() => client.heard).toBe(text);
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe("the fault proxy", () => {
  it("forwards everything without a fault", async () => {
    const client = await open();
    client.socket.write("hello");
    await hears(client, "hello");
    expect(proxy.connections()).toBe(1);
    client.socket.end();
    await expect.poll(() => client.ended).toBe(true);
    await expect.poll(() => proxy.connections()).toBe(0);
  });

  it("delivers late and in order", async () => {
    const client = await open();
    await proxy.set("latency", 100);
    const before = Date.now();
    client.socket.write("a");
    await pause(5);
    client.socket.write("b");
    await proxy.set("none");
    client.socket.write("c");
    await hears(client, "abc");
    await proxy.set("latency", 100);
    client.socket.write("d");
    await hears(client, "abcd");
    expect(Date.now() - before).toBeGreaterThanOrEqual(195);
  });

  it("delays all data until the black hole ends", async () => {
    const client = await open();
    await proxy.set("blackhole");
    client.socket.write("hello");
    const late = await open();
    late.socket.write("late");
    await pause(60);
    expect([client.heard, late.heard, client.ended, client.error]).toEqual(["", "", false, ""]);
    await proxy.set("none");
    await hears(client, "hello");
    await hears(late, "late");
  });

  it("resets open and new connections", async () => {
    const client = await open();
    await proxy.set("reset");
    await expect.poll(() => client.error).toBe("ECONNRESET");
    const late = await open();
    await expect.poll(() => late.error || late.ended).toBe("ECONNRESET");
    await proxy.set("none");
    const good = await open();
    good.socket.write("again");
    await hears(good, "again");
  });

  it("closes the server's side and leaves the client's open", async () => {
    const client = await open();
    await proxy.set("half-close");
    await expect.poll(() => client.ended).toBe(true);
    expect([client.error, client.socket.writable]).toEqual(["", true]);
    client.socket.write("into the void");
    await pause(20);
    expect([client.heard, client.error]).toEqual(["", ""]);
  });

  it("refuses new connections, and is at the same port afterwards", async () => {
    const { port } = proxy;
    const client = await open();
    await proxy.set("refuse");
    await expect.poll(() => client.error).toBe("ECONNRESET");
    expect((await open()).error).toBe("ECONNREFUSED");
    await proxy.set("none");
    const good = await open();
    good.socket.write("again");
    await hears(good, "again");
    expect(proxy.port).toBe(port);
  });
});
