import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import {
  awsVariables,
  endProcess,
  portOpen,
  startMoto,
  startPostgres,
  startProcess,
  startRedis,
} from "../../../testing/local";
import { optionalPackage } from "../../../testing/local/optional-package";
import { describeWith } from "../../support/with-tool";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-servers-"));
const usualPath = process.env["PATH"];
afterEach(() => (process.env["PATH"] = usualPath));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const node = (code: string) => startProcess(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });

describe("a process", () => {
  test("ends by SIGTERM, and its second end changes nothing", async () => {
    const child = node("setInterval(() => {}, 1000)");
    await endProcess(child);
    expect(child.signalCode).toBe("SIGTERM");
    await endProcess(child);
  });

  test("ends by SIGKILL if it ignores SIGTERM", async () => {
    const child = node("process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)");
    await new Promise((resolve) => child.stdout!.once("data", resolve));
    const realTimeout = setTimeout;
    jest.spyOn(global, "setTimeout").mockImplementation(((run: () => void) => realTimeout(run, 10)) as never);
    await endProcess(child);
    jest.restoreAllMocks();
    expect(child.signalCode).toBe("SIGKILL");
  });

  test("that has ended opens no port", async () => {
    const child = node("");
    await expect(portOpen(1, child)).rejects.toThrow("node accepts no connections at port 1");
    await endProcess(child);
  });

  test("of a missing program is an error, and needs no end", async () => {
    const child = startProcess("no-such-program", [], {});
    await expect(portOpen(1, child)).rejects.toThrow("spawn no-such-program ENOENT");
    await endProcess(child);
  });
});

describeWith("redis-server", "Redis with a password")("Redis", () => {
  test("has a password", async () => {
    const stops: (() => Promise<void>)[] = [];
    const port = await startRedis({ folder, atEnd: (stop) => stops.push(stop) }, "secret");
    const answers = await new Promise<string>((resolve) => {
      const socket = net.connect(port, "127.0.0.1");
      socket.write("PING\r\nAUTH secret\r\nPING\r\n");
      let text = "";
      socket.on("data", (part) => {
        text += part.toString();
        if (text.split("\r\n").length < 4) return;
        socket.destroy();
        resolve(text);
      });
    });
    await Promise.all(stops.map((stop) => stop()));
    expect(answers.split("\r\n")).toEqual(["-NOAUTH Authentication required.", "+OK", "+PONG", ""]);
  });
});

describeWith("moto_server", "the emulator of AWS")("moto", () => {
  test("answers at its address, which the SDK reads from the environment", async () => {
    const moto = await startMoto();
    expect(awsVariables(moto.url)["AWS_ENDPOINT_URL"]).toBe(moto.url);
    expect((await fetch(`${moto.url}/moto-api/`)).status).toBe(200);
    await moto.stop();
    await expect(fetch(moto.url)).rejects.toThrow();
  });
});

test("an emulator that ends at once is an error", async () => {
  fs.writeFileSync(path.join(folder, "moto_server"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  process.env["PATH"] = `${folder}${path.delimiter}${usualPath}`;
  await expect(startMoto()).rejects.toThrow("moto_server accepts no connections");
});

test("PostgreSQL starts with a certificate of the loopback address, whose key only its user reads", async () => {
  const calls: [string, unknown][] = [];
  const stops: (() => Promise<void>)[] = [];
  const database = await startPostgres({
    folder,
    atEnd: (stop) => stops.push(stop),
    postgres: {
      initialise: async (data) => void fs.mkdirSync(data),
      start: async (_data, settings) => (calls.push(["start", settings]), "postgres://ann:pw@127.0.0.1:5433/shop"),
      stop: async (data) => void calls.push(["stop", data]),
    },
  });
  await stops[0]!();
  const data = path.join(folder, "database");
  const [cert, key] = [path.join(data, "server.crt"), path.join(data, "server.key")];
  expect(database).toEqual({ port: 5433, name: "shop", username: "ann", password: "pw", caFile: cert });
  expect(calls).toEqual([
    ["start", { fsync: "off", full_page_writes: "off", ssl: "on", ssl_cert_file: cert, ssl_key_file: key }],
    ["stop", data],
  ]);
  expect(fs.statSync(key).mode & 0o777).toBe(0o600);
  expect(
    execFileSync("openssl", ["x509", "-in", cert, "-noout", "-ext", "subjectAltName"], { encoding: "utf8" }),
  ).toMatch(/IP Address:127\.0\.0\.1/);
});

test("an optional package that is missing is an error that says how to install it", () => {
  expect(() => optionalPackage("no-such-package")).toThrow(
    /the local system needs no-such-package: npm install --save-dev no-such-package/,
  );
  fs.writeFileSync(path.join(folder, "broken.js"), "throw new RangeError('broken')");
  expect(() => optionalPackage(path.join(folder, "broken.js"))).toThrow(RangeError);
});
