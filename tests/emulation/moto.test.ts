import fs from "node:fs";
import path from "node:path";
import { withMoto, withMotos, type Moto, type Motos } from "../../tools/emulation/moto";
import { EXIT_CODES, ToolError } from "../../tools/runner/command/exit-codes";
import { temporaryFolder } from "../tools/fixtures";
import { isRunning, until } from "../support/processes";
import { LISTENS, withMotoServer } from "./fixtures";

const folder = temporaryFolder();
const ACCOUNT = "111122223333";
const never = new AbortController().signal;
const forever = ({ signal }: Moto): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

describe("the emulator", () => {
  test("runs while it is used and is stopped afterwards", async () => {
    const { env, pid } = withMotoServer(folder, LISTENS);
    const answer = await withMoto(ACCOUNT, env, never, async ({ url }) => {
      expect(isRunning(pid())).toBe(true);
      return (await fetch(url)).text();
    });
    expect(answer).toBe("{}");
    expect(isRunning(pid())).toBe(false);
  });

  test("has the account id of the examples and listens on a free port", async () => {
    const tell = `require("node:fs").writeFileSync(__filename + ".told", process.env.MOTO_ACCOUNT_ID + " " + process.argv.slice(2).join(" "));`;
    const { env } = withMotoServer(folder, tell + LISTENS);
    await withMoto(ACCOUNT, env, never, () => Promise.resolve());
    const bin = env["PATH"]!.split(":")[0]!;
    expect(fs.readFileSync(`${bin}/moto_server.told`, "utf8")).toBe("111122223333 -H 127.0.0.1 -p 0");
  });

  test("is stopped if its user fails", async () => {
    const { env, pid } = withMotoServer(folder, LISTENS);
    const failure = new Error("terraform crashed");
    await expect(withMoto(ACCOUNT, env, never, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(isRunning(pid())).toBe(false);
  });

  test("is killed if it ignores the signal", async () => {
    const { env, pid } = withMotoServer(folder, `process.on("SIGTERM", () => undefined);${LISTENS}`);
    await withMoto(ACCOUNT, env, never, () => Promise.resolve());
    expect(isRunning(pid())).toBe(false);
  });

  test.each([
    ["while it starts", "setInterval(() => undefined, 1000);"],
    ["while it is in use", LISTENS],
  ])("is stopped if the run is interrupted %s", async (_when, body) => {
    const { env, pid } = withMotoServer(folder, body);
    const interruption = new AbortController();
    const interrupted = new ToolError("interrupted", EXIT_CODES.interrupted);
    const run = withMoto(ACCOUNT, env, interruption.signal, forever);
    const outcome = expect(run).rejects.toBe(interrupted);
    await until(() => isStarted(pid));
    interruption.abort(interrupted);
    await outcome;
    expect(isRunning(pid())).toBe(false);
  });

  test("is not started in an interrupted run", async () => {
    const { env, pid } = withMotoServer(folder, LISTENS);
    const interrupted = new ToolError("interrupted", EXIT_CODES.interrupted);
    await expect(withMoto(ACCOUNT, env, AbortSignal.abort(interrupted), forever)).rejects.toBe(interrupted);
    expect(pid).toThrow("ENOENT");
  });

  test("that exits early fails its user with one error", async () => {
    const { env } = withMotoServer(folder, `${LISTENS} setTimeout(() => process.exit(1), 500);`);
    await expect(withMoto(ACCOUNT, env, never, forever)).rejects.toMatchObject({
      message: "moto_server ended while it was in use",
      exitCode: 1,
    });
  });

  test("that cannot listen fails with its output", async () => {
    const { env } = withMotoServer(folder, `console.error("Address already in use"); process.exit(1);`);
    await expect(withMoto(ACCOUNT, env, never, forever)).rejects.toMatchObject({
      message: "moto_server ended with exit code 1 at its start:\nAddress already in use",
      exitCode: 1,
    });
  });

  test("that rejects its configuration fails, because functions would need Docker", async () => {
    const { env, pid } = withMotoServer(folder, LISTENS.replace("response.end", "response.writeHead(500).end"));
    await expect(withMoto(ACCOUNT, env, never, forever)).rejects.toMatchObject({
      message: expect.stringMatching(/^moto_server at http:\S+ rejects its configuration$/),
      exitCode: 1,
    });
    expect(isRunning(pid())).toBe(false);
  });

  test("that is not installed fails with how to install it", async () => {
    const env = { ...process.env, PATH: folder };
    await expect(withMoto(ACCOUNT, env, never, forever)).rejects.toMatchObject({
      message: "no moto_server on PATH; install it with `pip install 'moto[server]==5.2.1'` and put it on PATH",
      exitCode: 3,
    });
  });
});

describe("emulators that are lent", () => {
  /** A body that writes the path of each request to a file. */
  const listensAnd = (answer: string) =>
    LISTENS.replace(
      "response.end(",
      `{
      require("node:fs").appendFileSync(${JSON.stringify(path.join(folder, "requests"))}, request.url + "\\n");
      ${answer}
      response.end(`,
    ).replace('"{}")', '"{}"); }');
  const lend = (motos: Motos, name: string) =>
    motos.lend(async ({ url }) => {
      await fetch(`${url}/${name}`);
      return url;
    });

  test("are emptied before each use, and used again", async () => {
    const { env } = withMotoServer(folder, listensAnd(""));
    const [first, second] = await withMotos(1, ACCOUNT, env, never, async (motos) => [
      await lend(motos, "first"),
      await lend(motos, "second"),
    ]);
    expect(first).toBe(second);
    const requests = fs.readFileSync(path.join(folder, "requests"), "utf8").trim().split("\n");
    expect(requests).toEqual(["/moto-api/config", "/moto-api/reset", "/first", "/moto-api/reset", "/second"]);
  });

  test("have one user at a time", async () => {
    const { env } = withMotoServer(folder, LISTENS);
    const [first, second] = await withMotos(2, ACCOUNT, env, never, (motos) =>
      Promise.all([lend(motos, "first"), lend(motos, "second")]),
    );
    expect(first).not.toBe(second);
  });

  test("fail their user if they are not emptied", async () => {
    const refusing = `if (request.url.endsWith("reset")) response.statusCode = 500;`;
    const { env } = withMotoServer(folder, listensAnd(refusing));
    await expect(withMotos(1, ACCOUNT, env, never, (motos) => lend(motos, "first"))).rejects.toMatchObject({
      message: expect.stringMatching(/^moto_server at http:\S+ is not emptied$/),
      exitCode: 1,
    });
  });
});

function isStarted(pid: () => number): boolean {
  try {
    return isRunning(pid());
  } catch {
    return false;
  }
}
