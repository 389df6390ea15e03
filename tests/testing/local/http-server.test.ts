import { execFileSync } from "node:child_process";
import fs from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import {
  readText,
  sendJson,
  startEventBus,
  startMailbox,
  startServer,
  startStepFunctions,
} from "../../../testing/local";

test("a server takes the first port that is free, and closes it at the end", async () => {
  const first = await startServer((_, response) => sendJson(response, 201, { colour: "blue" }));
  const port = Number(new URL(first.url).port);
  const second = await startServer((_, response) => void response.end(), { ports: [port, 0] });
  expect(second.url).not.toBe(first.url);
  await expect(startServer(() => {}, { ports: [port] })).rejects.toThrow("EADDRINUSE");
  const answer = await fetch(first.url);
  expect([answer.status, answer.headers.get("content-type"), await answer.json()]).toEqual([
    201,
    "application/x-amz-json-1.1",
    { colour: "blue" },
  ]);
  await Promise.all([first.stop(), second.stop()]);
  await expect(fetch(first.url)).rejects.toThrow();
});

test("the body of a request is read as UTF-8", async () => {
  const server = await startServer((request, response) => {
    void readText(request).then((text) => sendJson(response, 200, text, "application/json"));
  });
  const answer = await fetch(server.url, { method: "POST", body: "Grüße ☕" });
  expect([answer.headers.get("content-type"), await answer.json()]).toEqual(["application/json", "Grüße ☕"]);
  await server.stop();
});

test("a certificate makes it a server with TLS", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-tls-"));
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key", "-out", "cert"];
  execFileSync("openssl", ["req", "-x509", ...key, ...subject], { cwd: folder, stdio: "ignore" });
  const [cert, pem] = ["cert", "key"].map((name) => fs.readFileSync(path.join(folder, name), "utf8")) as [
    string,
    string,
  ];
  const server = await startServer((_, response) => void response.end("safe"), { tls: { cert, key: pem } });
  const text = await new Promise((resolve, reject) => {
    const sent = https.get(server.url, { ca: cert }, (response) => void readText(response).then(resolve));
    sent.on("error", reject);
  });
  expect([text, new URL(server.url).protocol]).toEqual(["safe", "https:"]);
  await server.stop();
  fs.rmSync(folder, { recursive: true });
});

test("a request that cannot be read is answered with 500, or broken off, and others go on", async () => {
  const [mailbox, bus, steps] = await Promise.all([
    startMailbox(() => {}),
    startEventBus({ rules: [], log: () => {} }),
    startStepFunctions({ stateMachines: {}, tokens: undefined as never }),
  ]);
  const halfway = await startServer((_, response) => {
    response.writeHead(200).write("half");
    throw new Error("lost");
  });
  for (const url of [`${mailbox.url}/topic`, bus.url, steps.url]) {
    const answer = await fetch(url, { method: "POST", body: "{" });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining("JSON")]);
  }
  await expect(fetch(halfway.url).then((answer) => answer.text())).rejects.toThrow();
  expect((await fetch(mailbox.url)).status).toBe(200);
  await Promise.all([mailbox, bus, steps, halfway].map((server) => server.stop()));
});
