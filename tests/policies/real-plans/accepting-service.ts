import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves as Step Functions, which the provider asks while it plans, and accepts every state machine. */
export async function withAcceptingService<T>(use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.end('{"result":"OK","diagnostics":[]}'));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}
