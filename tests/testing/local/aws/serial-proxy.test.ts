import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { startSerialProxy } from "../../../../testing/local/aws/serial-proxy";
import type { LocalServer } from "../../../../testing/local";

let server: Server;
let proxy: LocalServer;
let running: number;
let atOnce: number;
let milliseconds: number;

beforeEach(async () => {
  [running, atOnce, milliseconds] = [0, 0, 50];
  server = createServer((request, response) => {
    void (async () => {
      atOnce = Math.max(atOnce, ++running);
      let body = "";
      for await (const chunk of request) body += String(chunk);
      await pause(milliseconds);
      running -= 1;
      response.writeHead(201, { "x-path": request.url ?? "" }).end(body);
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await startSerialProxy((server.address() as AddressInfo).port);
});

afterEach(async () => {
  await proxy.stop();
  server.closeAllConnections();
  server.close();
});

function send(target: string, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { "x-amz-target": target };
  return fetch(`${proxy.url}/path?a=1`, { method: "POST", headers, body: "text", signal });
}

test("requests of DynamoDB reach the server one after another, with path, body and status", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => send("DynamoDB_20120810.TransactWriteItems")));
  expect(atOnce).toBe(1);
  for (const answer of answers)
    expect([answer.status, answer.headers.get("x-path"), await answer.text()]).toEqual([201, "/path?a=1", "text"]);
});

test("requests of other services do not wait", async () => {
  await Promise.all([1, 2, 3].map(() => send("AWSCognitoIdentityProviderService.SignUp")));
  expect(atOnce).toBeGreaterThan(1);
});

test("requests whose sender gives up do not stop the others", async () => {
  milliseconds = 1500;
  const arrival = once(server, "request");
  const first = send("DynamoDB_20120810.GetItem");
  await arrival;
  await expect(send("DynamoDB_20120810.GetItem", AbortSignal.timeout(500))).rejects.toThrow();
  expect([(await first).status, (await send("DynamoDB_20120810.GetItem")).status]).toEqual([201, 201]);
});

test("a server that is gone ends the request", async () => {
  server.closeAllConnections();
  server.close();
  await expect(send("DynamoDB_20120810.GetItem")).rejects.toThrow("fetch failed");
});
