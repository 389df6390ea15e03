import { describe, expect, it, vi } from "vitest";
import { startParts } from "../../../local/parts";

/** Stops that record their names; those in `failing` fail. */
function recorder(...failing: string[]) {
  const stopped: string[] = [];
  const stopOf = (name: string) => async () => {
    stopped.push(name);
    if (failing.includes(name)) throw new Error(`${name} hangs`);
  };
  return { stopped, stopOf };
}

describe("the parts of a whole", () => {
  it("are stopped once, the last one first", async () => {
    const { stopped, stopOf } = recorder();
    const { url, stop } = await startParts(async (atEnd) => {
      atEnd(stopOf("database"));
      atEnd(stopOf("server"));
      return { url: "http://localhost" };
    });
    expect(url).toBe("http://localhost");
    await stop();
    await stop();
    expect(stopped).toEqual(["server", "database"]);
  });

  it("are all stopped, also if one fails, which is reported", async () => {
    const { stopped, stopOf } = recorder("server");
    const { stop } = await startParts(async (atEnd) => {
      atEnd(stopOf("database"));
      atEnd(stopOf("server"));
      return {};
    });
    await expect(stop()).rejects.toMatchObject({ errors: [new Error("server hangs")] });
    expect(stopped).toEqual(["server", "database"]);
  });

  it("are stopped if the start fails, whose error is reported", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue(undefined);
    const { stopped, stopOf } = recorder("database");
    const starting = startParts(async (atEnd) => {
      atEnd(stopOf("database"));
      throw new Error("no server");
    });
    await expect(starting).rejects.toThrow("no server");
    expect(stopped).toEqual(["database"]);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
