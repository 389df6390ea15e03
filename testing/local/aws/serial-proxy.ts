import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { startServer, type LocalServer } from "../http-server";

/**
 * Passes requests on to a server, those of DynamoDB one after another: moto undoes a failed transaction by restoring
 * the whole table, and with it the writes of others at the same time.
 */
export function startSerialProxy(port: number): Promise<LocalServer> {
  let last = Promise.resolve();
  return startServer((incoming, outgoing) => {
    const pass = () => forward(port, incoming, outgoing);
    const isDynamo = String(incoming.headers["x-amz-target"]).startsWith("DynamoDB");
    if (isDynamo) last = last.then(pass);
    else void pass();
  });
}

/** Resolves when the answer has been sent, or either side has given up. */
function forward(port: number, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed) return Promise.resolve();
  const { method, url: path, headers } = incoming;
  return new Promise((resolve) => {
    const passed = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    outgoing.on("close", () => {
      passed.destroy();
      resolve();
    });
    incoming.pipe(passed);
  });
}
