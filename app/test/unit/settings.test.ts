import { describe, expect, it } from "vitest";
import { requiredParameters } from "../../src/commands/required-parameters";
import { parametersFrom, readEnvironment, requireParameters } from "../../src/settings";

const platform = { ENVIRONMENT: "dev", PARAMETER_PATH: "/groundplan/dev", CSRF_PROTECTION: "enforce" };

describe("the environment", () => {
  it("is read from the platform's variables", () => {
    expect(readEnvironment({ ...platform, PATH: "/bin" })).toEqual({
      name: "dev",
      parameterPath: "/groundplan/dev",
      csrfProtection: "enforce",
      databaseConnections: 1,
      overrides: {},
      cache: { isCluster: false },
    });
  });

  it("of a container service names a port and a number of connections, and needs no path", () => {
    const variables = { ENVIRONMENT: "prod", CSRF_PROTECTION: "enforce", PORT: "8080", DATABASE_CONNECTIONS: "20" };
    const { parameterPath, port, databaseConnections } = readEnvironment(variables);
    expect([parameterPath, port, databaseConnections]).toEqual([undefined, 8080, 20]);
  });

  it("accepts a developer's overrides", () => {
    const { overrides } = readEnvironment({
      ...platform,
      DATABASE_URL: "postgres://shop@127.0.0.1/shop",
      DATABASE_READER_URL: "postgres://shop@127.0.0.1:5433/shop",
      REDIS_URL: "memory:",
      REDIS_CA_FILE: "/ca.pem",
    });
    expect(overrides).toEqual({
      databaseUrl: "postgres://shop@127.0.0.1/shop",
      databaseReaderUrl: "postgres://shop@127.0.0.1:5433/shop",
      redisUrl: "memory:",
      redisCaFile: "/ca.pem",
    });
  });

  it("has no port if PORT is empty, and takes the highest", () => {
    expect(readEnvironment({ ...platform, PORT: "" }).port).toBeUndefined();
    expect(readEnvironment({ ...platform, PORT: "65535" }).port).toBe(65_535);
  });

  it("sends traces to a collector if one is named, all of them or a share", () => {
    const collector = { ...platform, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
    const endpoint = "http://127.0.0.1:4318";
    expect(readEnvironment(collector).tracing).toEqual({ endpoint, sampledShare: 1 });
    for (const [text, sampledShare] of [
      ["0", 0],
      ["0.05", 0.05],
      [".5", 0.5],
      ["1", 1],
    ] as const) {
      expect(readEnvironment({ ...collector, OTEL_TRACES_SAMPLER_ARG: text }).tracing).toEqual({
        endpoint,
        sampledShare,
      });
    }
    expect(readEnvironment({ ...platform, OTEL_EXPORTER_OTLP_ENDPOINT: "" }).tracing).toBeUndefined();
    expect(readEnvironment({ ...platform, OTEL_TRACES_SAMPLER_ARG: "0.5" }).tracing).toBeUndefined();
  });

  it.each([
    ["ENVIRONMENT", undefined],
    ["PARAMETER_PATH", "groundplan/dev"],
    ["CSRF_PROTECTION", "perhaps"],
    ["DATABASE_URL", "mysql://127.0.0.1/shop"],
    ["DATABASE_READER_URL", "mysql://127.0.0.1/shop"],
    ["REDIS_URL", "http://127.0.0.1"],
    ["PORT", "http"],
    ["PORT", "65536"],
    ["DATABASE_CONNECTIONS", "0"],
    ["CACHE_CLUSTER_MODE", "yes"],
    ["REQUESTS_PER_MINUTE", "0"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317"],
    ["OTEL_TRACES_SAMPLER", "xray"],
    ["OTEL_TRACES_SAMPLER_ARG", "1.5"],
    ["OTEL_TRACES_SAMPLER_ARG", "5%"],
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

  it("may be an environment variable instead, which precedes", () => {
    const variables = { CACHE_PORT: "6380", DATABASE_CREDENTIALS_ARN: "arn:secret" };
    const parameters = parametersFrom(undefined, { "cache/port": "6379" }, variables);
    expect([parameters("cache/port"), parameters("database/credentials-arn")]).toEqual(["6380", "arn:secret"]);
    expect([parameters.has("cache/port"), parameters.has("cache/endpoint")]).toEqual([true, false]);
    expect(() => parameters("cache/endpoint")).toThrow(
      "CACHE_ENDPOINT is not set, and there is no PARAMETER_PATH to read cache/endpoint from",
    );
  });

  it("that does not exist is reported when it is read, and not before", () => {
    const parameters = parametersFrom("/p", {});
    expect(() => parameters("cache/port")).toThrow("The parameter /p/cache/port does not exist");
  });
});

describe("a container command", () => {
  const variables = { ENVIRONMENT: "", CSRF_PROTECTION: "perhaps", DATABASE_NAME: "shop", CACHE_PORT: "6379" };
  const absent = (name: string, parameter: string) =>
    `${name} is not set, and there is no PARAMETER_PATH to read ${parameter} from`;

  it("names everything that is invalid or missing at once", () => {
    let message = "";
    try {
      readEnvironment(variables, requiredParameters("serve", variables));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.split(/; |\. /)).toEqual([
      "Environment variables are wrong",
      expect.stringMatching(/^ENVIRONMENT: /),
      expect.stringMatching(/^CSRF_PROTECTION: /),
      absent("DATABASE_ENDPOINT", "database/endpoint"),
      absent("DATABASE_CREDENTIALS_ARN", "database/credentials-arn"),
      absent("CACHE_ENDPOINT", "cache/endpoint"),
      absent("SESSION_CREDENTIALS_ARN", "session/credentials-arn"),
      absent("IDENTITY_ISSUER", "identity/issuer"),
      absent("IDENTITY_CLIENT_ID", "identity/client-id"),
    ]);
  });

  it("requires only its own parameters, and none that a URL replaces", () => {
    expect(requiredParameters("migrate", {})).toEqual([
      "database/endpoint",
      "database/name",
      "database/credentials-arn",
    ]);
    const urls = { DATABASE_URL: "postgres://db/shop", REDIS_URL: "memory:" };
    expect(requiredParameters("work", urls)).toEqual(["orders/queue-url"]);
  });

  it("names every missing parameter below the path", () => {
    const parameters = parametersFrom("/p", { "database/name": "shop" });
    expect(() => requireParameters(parameters, requiredParameters("migrate", {}))).toThrow(
      "The parameter /p/database/endpoint does not exist; The parameter /p/database/credentials-arn does not exist",
    );
    expect(() => requireParameters(parameters, ["database/name"])).not.toThrow();
    expect(() => readEnvironment({ ...platform, PARAMETER_PATH: "/p" }, ["database/name"])).not.toThrow();
  });
});
