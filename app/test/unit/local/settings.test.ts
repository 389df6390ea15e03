import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../../local/settings";

describe("the developer's environment variables", () => {
  it("may all be unset", () => {
    const nothing = { databaseUrl: undefined, redisUrl: "memory:", awsEndpointUrl: undefined, port: undefined };
    expect(readSettings({})).toEqual(nothing);
    expect(readSettings({ DATABASE_URL: "", REDIS_URL: "", AWS_ENDPOINT_URL: "", PORT: "" })).toEqual(nothing);
  });

  it("set the servers and the port", () => {
    expect(
      readSettings({
        DATABASE_URL: "postgresql://shop:secret@db.test:5432/shop",
        REDIS_URL: "rediss://:secret@cache.test:6380",
        AWS_ENDPOINT_URL: "http://127.0.0.1:5000",
        PORT: "0",
      }),
    ).toEqual({
      databaseUrl: "postgresql://shop:secret@db.test:5432/shop",
      redisUrl: "rediss://:secret@cache.test:6380",
      awsEndpointUrl: "http://127.0.0.1:5000",
      port: 0,
    });
  });

  it("is refused in one message, which names everything that is wrong and shows no password", () => {
    const wrong = {
      DATABASE_URL: "mysql://shop:secret@db.test/shop",
      REDIS_URL: "memory:secret",
      AWS_ENDPOINT_URL: "127.0.0.1:5000",
      PORT: "65536",
    };
    expect(() => readSettings(wrong)).toThrow(
      [
        "DATABASE_URL cannot be used: it must be postgres://user:password@host:5432/database, or not be set",
        "REDIS_URL cannot be used: it must be memory:, redis://host:6379 or rediss://host:6379, or not be set",
        "AWS_ENDPOINT_URL cannot be used: it must be an address such as http://127.0.0.1:5000, or not be set",
        'PORT is "65536": it must be 0 to 65535, or not be set',
      ].join("\n"),
    );
  });

  it.each(["DATABASE_CA_FILE", "REDIS_CA_FILE"])("is not a %s that cannot be read", (name) => {
    const told = new RegExp(`^${name} names /no/such\\.pem, which cannot be read: ENOENT`);
    expect(() => readSettings({ [name]: "/no/such.pem" })).toThrow(told);
  });

  it("resolve files from the folder where npm was run", () => {
    const named = { INIT_CWD: import.meta.dirname, DATABASE_CA_FILE: "a.pem", REDIS_CA_FILE: "b.pem" };
    expect(() => readSettings(named)).toThrow(join(import.meta.dirname, "a.pem"));
    const { databaseCaFile, redisCaFile } = readSettings({
      INIT_CWD: import.meta.dirname,
      DATABASE_CA_FILE: "settings.test.ts",
      REDIS_CA_FILE: "./settings.test.ts",
    });
    expect([databaseCaFile, redisCaFile]).toEqual([import.meta.filename, import.meta.filename]);
  });

  it.each(["abc", "80.5", "-1"])("is not a port like %s", (port) => {
    expect(() => readSettings({ PORT: port })).toThrow(`PORT is "${port}"`);
  });
});
