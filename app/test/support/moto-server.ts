import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../local/http/ports";

/** A local emulator of the AWS APIs. */
export interface MotoServer {
  readonly url: string;
  stop(): Promise<void>;
}

const START_SECONDS = 60;

/** One that runs already and that `AWS_ENDPOINT_URL` names, or a new one. */
export async function startMoto(): Promise<MotoServer> {
  const running = process.env["AWS_ENDPOINT_URL"];
  if (running) return { url: running, stop: () => Promise.resolve() };
  const port = await freePort();
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, server);
  return {
    url,
    stop: async () => {
      if (server.exitCode !== null) return;
      const exited = once(server, "exit");
      server.kill("SIGTERM");
      await exited;
    },
  };
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let second = 0; second < START_SECONDS; second += 1) {
    if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
    const answered = await fetch(`${url}/moto-api/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await pause(1_000);
  }
  server.kill("SIGKILL");
  throw new Error("moto_server did not start");
}
