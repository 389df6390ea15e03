import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openCache } from "../../../src/handlers/runtime/cache";
import { hasReader, openDatabaseAt } from "../../../src/handlers/runtime/database";
import type { Platform } from "../../../src/handlers/runtime/platform";
import type { DatabaseOptions } from "../../../src/adapters/postgres";
import { parametersFrom, readEnvironment } from "../../../src/settings";
import { memoryLog, memoryMeter } from "../../support/memory-api";

const opened = vi.hoisted(() => ({
  database: vi.fn(),
  cache: vi.fn(),
  memory: vi.fn(),
  readAgain: vi.fn(),
  secret: undefined as string | undefined,
}));

vi.mock("../../../src/adapters/postgres", async () => ({
  ...(await import("../../../src/adapters/postgres/connection/connection-string")),
  ...(await import("../../../src/adapters/postgres/connection/replicas")),
  openDatabase: (options: unknown) => {
    opened.database(options);
    return { close: async () => undefined };
  },
}));
vi.mock("../../../src/adapters/secrets", () => ({
  secretsManagerSecret: (arn: string) => ({
    read: async () => opened.secret ?? JSON.stringify({ username: "shop", password: `of ${arn}`, engine: "postgres" }),
    readAgain: opened.readAgain,
  }),
}));
vi.mock("../../../src/adapters/cache", () => ({
  ValkeyCache: class {
    constructor(address: unknown, onFailure: unknown) {
      opened.cache(address, onFailure);
    }
    connect = () => undefined;
    close = async () => undefined;
  },
  MemoryCache: class {
    constructor() {
      opened.memory();
    }
    close = async () => undefined;
  },
}));

const folder = mkdtempSync(join(tmpdir(), "groundplan-connections-"));
const caFile = join(folder, "other-ca.pem");
writeFileSync(join(folder, "rds-ca.pem"), "authorities of RDS");
writeFileSync(caFile, "another authority");

function platform(variables: Record<string, string> = {}): Platform {
  const fixed = { ENVIRONMENT: "dev", PARAMETER_PATH: "/p", CSRF_PROTECTION: "enforce", LAMBDA_TASK_ROOT: folder };
  return {
    environment: readEnvironment({ ...fixed, ...variables }),
    parameters: parametersFrom("/p", {
      "database/endpoint": "writer.example.com",
      "database/reader-endpoint": "reader.example.com",
      "database/name": "shop",
      "database/credentials-arn": "arn:database",
      "cache/endpoint": "cache.example.com",
      "cache/port": "6379",
    }),
    log: memoryLog(),
    meter: memoryMeter(),
  };
}

async function databaseOptions(variables?: Record<string, string>): Promise<DatabaseOptions> {
  await openDatabaseAt(platform(variables), "database/endpoint");
  return opened.database.mock.lastCall![0] as DatabaseOptions;
}

async function cacheAddress(variables?: Record<string, string>): Promise<unknown> {
  await openCache(platform(variables));
  return opened.cache.mock.lastCall![0];
}

beforeEach(() => {
  vi.clearAllMocks();
  opened.secret = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the database", () => {
  it("of the platform is reached with the secret's credentials and the authorities that the image carries", async () => {
    const { connection } = await databaseOptions();
    expect(connection).toMatchObject({
      host: "writer.example.com",
      port: 5432,
      database: "shop",
      ssl: { ca: "authorities of RDS", rejectUnauthorized: true },
    });
    const { user } = connection as { user: () => Promise<unknown> };
    expect(await user()).toEqual({ username: "shop", password: "of arn:database" });
  });

  it("whose secret has another form is reported without the secret", async () => {
    opened.secret = "hunter2";
    const { user } = (await databaseOptions()).connection as { user: () => Promise<unknown> };
    await expect(user()).rejects.toThrow("The secret of the database is not JSON with username and password");
    await expect(user()).rejects.not.toThrow("hunter2");
  });

  it("that refuses the credentials has them read again", async () => {
    const { onCredentialsRefused } = await databaseOptions();
    expect(opened.readAgain).not.toHaveBeenCalled();
    await onCredentialsRefused!();
    expect(opened.readAgain).toHaveBeenCalledOnce();
  });

  it("that only reads has the other endpoint", async () => {
    await openDatabaseAt(platform(), "database/reader-endpoint");
    expect(opened.database.mock.lastCall![0]).toMatchObject({ connection: { host: "reader.example.com" } });
  });

  it("that only reads may have several hosts", async () => {
    const DATABASE_READER_ENDPOINT = "a.example.com,b.example.com";
    const { parameters: _, ...others } = platform();
    const parameters = parametersFrom(
      undefined,
      {},
      {
        DATABASE_READER_ENDPOINT,
        DATABASE_NAME: "shop",
        DATABASE_CREDENTIALS_ARN: "arn:database",
      },
    );
    await openDatabaseAt({ ...others, parameters }, "database/reader-endpoint");
    expect(opened.database.mock.calls.map(([options]) => (options as DatabaseOptions).connection)).toEqual([
      expect.objectContaining({ host: "a.example.com", database: "shop" }),
      expect.objectContaining({ host: "b.example.com", database: "shop" }),
    ]);
  });

  it("of a developer is the one in the URL", async () => {
    const DATABASE_URL = "postgres://me:secret@127.0.0.1:5433/shop";
    expect(await databaseOptions({ DATABASE_URL })).toMatchObject({ connection: { connectionString: DATABASE_URL } });
  });

  it("of a developer reads from another URL if there is one", async () => {
    const DATABASE_URL = "postgres://me:secret@127.0.0.1:5433/shop";
    const DATABASE_READER_URL = "postgres://me:secret@127.0.0.1:5434/shop";
    const readerOf = async (variables: Record<string, string>) => {
      await openDatabaseAt(platform(variables), "database/reader-endpoint");
      return opened.database.mock.lastCall![0];
    };
    expect(await databaseOptions({ DATABASE_URL, DATABASE_READER_URL })).toMatchObject({
      connection: { connectionString: DATABASE_URL },
    });
    expect(await readerOf({ DATABASE_URL, DATABASE_READER_URL })).toMatchObject({
      connection: { connectionString: DATABASE_READER_URL },
    });
    expect(await readerOf({ DATABASE_URL })).toMatchObject({ connection: { connectionString: DATABASE_URL } });
    expect(await readerOf({ DATABASE_READER_URL })).toMatchObject({ connection: { host: "reader.example.com" } });
  });

  it("has an endpoint for reads in the platform, and of a developer if there is a second URL", () => {
    const DATABASE_URL = "postgres://db/shop";
    expect(hasReader(platform())).toBe(true);
    expect(hasReader(platform({ DATABASE_URL }))).toBe(false);
    expect(hasReader(platform({ DATABASE_URL, DATABASE_READER_URL: "postgres://reader/shop" }))).toBe(true);
  });

  it("may have a private authority", async () => {
    const DATABASE_URL = "postgres://me:secret@127.0.0.1:5433/shop";
    const { connection } = await databaseOptions({ DATABASE_URL, DATABASE_CA_FILE: caFile });
    expect(connection.ssl).toEqual({ ca: "another authority", rejectUnauthorized: true });
    const inPlatform = await databaseOptions({ DATABASE_CA_FILE: caFile });
    expect(inPlatform.connection.ssl).toEqual({ ca: "another authority", rejectUnauthorized: true });
  });
});

describe("the URL of a developer's database", () => {
  const url = (query: string) => `postgres://me:s%40cret@db.example.com:5433/shop${query}`;

  it.each(["?sslmode=require", "?sslmode=verify-ca", "?sslmode=verify-full", "?ssl=true", ""])(
    "verifies the certificate with %s beside a private authority",
    async (query) => {
      const { connection } = await databaseOptions({ DATABASE_URL: url(query), DATABASE_CA_FILE: caFile });
      expect(connection).toEqual({
        connectionString: url(""),
        ssl: { ca: "another authority", rejectUnauthorized: true },
      });
    },
  );

  it.each([
    ["sslmode=disable"],
    ["sslmode=allow"],
    ["sslmode=prefer"],
    ["sslmode=no-verify"],
    ["sslmode="],
    ["ssl=0"],
    ["sslrootcert=other.pem"],
    ["uselibpqcompat=true"],
  ])("is refused with %s beside a private authority", async (option) => {
    const opening = databaseOptions({ DATABASE_URL: url(`?${option}`), DATABASE_CA_FILE: caFile });
    await expect(opening).rejects.toThrow(`DATABASE_URL has ${option}, but DATABASE_CA_FILE`);
    expect(opened.database).not.toHaveBeenCalled();
  });

  it("decides alone without an authority", async () => {
    const { connection } = await databaseOptions({ DATABASE_URL: url("?sslmode=disable") });
    expect(connection).toEqual({ connectionString: url("?sslmode=disable") });
  });
});

describe("the cache", () => {
  it("of the platform is reached with TLS", async () => {
    expect(await cacheAddress()).toEqual({
      host: "cache.example.com",
      port: 6379,
      tls: { ca: undefined },
      isCluster: false,
    });
  });

  it("of a developer is the one in the URL", async () => {
    expect(await cacheAddress({ REDIS_URL: "redis://localhost" })).toEqual({
      host: "localhost",
      port: 6379,
      isCluster: false,
    });
    const REDIS_URL = "rediss://me:p%40ss@localhost:6380";
    expect(await cacheAddress({ REDIS_URL, REDIS_CA_FILE: caFile })).toEqual({
      host: "localhost",
      port: 6380,
      username: "me",
      password: "p@ss",
      tls: { ca: "another authority" },
      isCluster: false,
    });
  });

  it("may be in the process, whose handlers share it", async () => {
    const first = await openCache(platform({ REDIS_URL: "memory:" }));
    expect(await openCache(platform({ REDIS_URL: "memory:" }))).toBe(first);
    expect(opened.memory).toHaveBeenCalledOnce();
    expect(opened.cache).not.toHaveBeenCalled();
  });

  it("that fails is counted and logged", async () => {
    const given = platform();
    await openCache(given);
    const [, onFailure] = opened.cache.mock.lastCall as [unknown, (error: unknown) => void];
    onFailure(new Error("timed out"));
    expect((given.meter as ReturnType<typeof memoryMeter>).added).toEqual([["CacheUnavailable", 1]]);
    expect((given.log as ReturnType<typeof memoryLog>).lines).toHaveLength(1);
  });
});
