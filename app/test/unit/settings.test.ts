import { describe, expect, it } from "vitest";
import { parametersFrom, readEnvironment } from "../../src/settings";

const platform = { ENVIRONMENT: "dev", PARAMETER_PATH: "/groundplan/dev", CSRF_PROTECTION: "enforce" };

describe("the environment", () => {
  it("is read from the platform's variables", () => {
    expect(readEnvironment({ ...platform, PATH: "/bin" })).toEqual({
      name: "dev",
      parameterPath: "/groundplan/dev",
      csrfProtection: "enforce",
      overrides: {},
    });
  });

  it("accepts a developer's overrides", () => {
    const { overrides } = readEnvironment({
      ...platform,
      DATABASE_URL: "postgres://shop@127.0.0.1/shop",
      REDIS_URL: "memory:",
      REDIS_CA_FILE: "/ca.pem",
    });
    expect(overrides).toEqual({
      databaseUrl: "postgres://shop@127.0.0.1/shop",
      redisUrl: "memory:",
      redisCaFile: "/ca.pem",
    });
  });

  it.each([
    ["ENVIRONMENT", undefined],
    ["PARAMETER_PATH", "groundplan/dev"],
    ["CSRF_PROTECTION", "perhaps"],
    ["DATABASE_URL", "mysql://127.0.0.1/shop"],
    ["REDIS_URL", "http://127.0.0.1"],
  ])("names %s when it is %s", (name, value) => {
    expect(() => readEnvironment({ ...platform, [name]: value })).toThrow(new RegExp(`wrong.*${name}: \\w+`));
  });

  it("does not repeat an invalid value, which may be a secret", () => {
    const read = () => readEnvironment({ ...platform, DATABASE_URL: "mysql://shop:hunter2@db/shop" });
    expect(read).toThrow("DATABASE_URL");
    expect(read).not.toThrow("hunter2");
  });
});

describe("a parameter", () => {
  it("is the value below the path", () => {
    expect(parametersFrom("/p", { "cache/port": "6379" })("cache/port")).toBe("6379");
  });

  it("that does not exist is reported when it is read, and not before", () => {
    const parameters = parametersFrom("/p", {});
    expect(() => parameters("cache/port")).toThrow("The parameter /p/cache/port does not exist");
  });
});
