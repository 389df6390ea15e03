import type { Metafile } from "esbuild";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bundle, bundleHandlers, compressMaps, entryBytes } from "../../bundle";
import { startCollector } from "../../local/collector/collector";
import type { OpenTelemetryTracer as Tracer } from "../../src/observability/open-telemetry";
import { memoryLog } from "../support/memory-api";
import { describeError } from "../../src/observability/describe-error";

const output = (bytes: number, imports: object[] = [], more: object = {}) => ({
  bytes,
  imports,
  inputs: {},
  exports: [],
  ...more,
});

const metafile = {
  inputs: {},
  outputs: {
    "dist/handlers/api.mjs": output(
      100,
      [
        { path: "dist/chunks/a.mjs", kind: "import-statement" },
        { path: "dist/chunks/lazy.mjs", kind: "dynamic-import" },
        { path: "node:tls", kind: "import-statement", external: true },
      ],
      { entryPoint: "src/handlers/api.ts" },
    ),
    "dist/chunks/a.mjs": output(20, [{ path: "dist/chunks/b.mjs", kind: "import-statement" }]),
    "dist/chunks/b.mjs": output(3, [{ path: "dist/chunks/a.mjs", kind: "import-statement" }]),
    "dist/chunks/lazy.mjs": output(4_000),
  },
} as unknown as Metafile;

describe("the bytes that a handler loads before its first event", () => {
  it("are its file and its static imports, without dynamic ones", () => {
    expect(entryBytes(metafile, "api")).toBe(123);
  });

  it("are unknown for a handler that was not bundled", () => {
    expect(() => entryBytes(metafile, "worker")).toThrow("no bundle of the handler worker");
  });
});

function errorOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a bundle", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shop-bundle-"));
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("has a source map, by which the log names the source of an error", async () => {
    const lines = ["export function handler(): never {", '  throw new Error("broken");', "}"];
    writeFileSync(join(folder, "source.ts"), lines.join("\n"));
    compressMaps(await bundleHandlers({ bundled: join(folder, "source.ts") }, folder));
    const { handler } = (await import(join(folder, "bundled.mjs"))) as { handler: () => never };
    const { thrownAt } = describeError(errorOf(handler));
    expect(thrownAt![0]).toBe("source.ts:2:9");
    expect(readFileSync(join(folder, "bundled.mjs"), "utf8")).not.toContain("sourceMappingURL");
  });

  it.each(["node:http", "http"])("requires %s, whose import would load an HTTP client", async (name) => {
    const source = `import { METHODS } from "${name}";\nimport { get } from "node:https";\nexport const handler = [METHODS, typeof get];\n`;
    writeFileSync(join(folder, "source.ts"), source);
    await bundleHandlers({ bundled: join(folder, "source.ts") }, folder);
    const text = readFileSync(join(folder, "bundled.mjs"), "utf8");
    expect(text).not.toMatch(/from ?"(node:)?http"/);
    expect(text).toMatch(/from ?"node:https"/);
    const { handler } = (await import(join(folder, "bundled.mjs"))) as { handler: unknown[] };
    expect(handler).toEqual([expect.arrayContaining(["GET"]), "function"]);
  });

  /** Imports the bundle of a source text whose packages are those of the shop. */
  async function bundled(text: string): Promise<Record<string, unknown>> {
    const source = join(import.meta.dirname, `bundled-${process.pid}.ts`);
    writeFileSync(source, text);
    try {
      await bundleHandlers({ bundled: source }, folder);
    } finally {
      rmSync(source);
    }
    return import(join(folder, "bundled.mjs")) as Promise<Record<string, unknown>>;
  }

  it("has a cache client that does not print its commands", async () => {
    vi.stubEnv("DEBUG", "*");
    const { trace, client } = await bundled(
      'import debug from "debug"; import { Redis } from "iovalkey"; ' +
        'export const trace = debug("ioredis:redis"); export const client = new Redis({ lazyConnect: true });',
    );
    expect((trace as { enabled: boolean }).enabled).toBe(false);
    expect(client).toMatchObject({ status: "wait" });
  });

  it("sends traces to a collector", async () => {
    const { OpenTelemetryTracer } = await bundled(
      'export { OpenTelemetryTracer } from "../../src/observability/open-telemetry";',
    );
    const collector = await startCollector();
    const log = memoryLog();
    const settings = { endpoint: collector.url, sampledShare: 1 };
    const tracer = new (OpenTelemetryTracer as typeof Tracer)(settings, log);
    tracer.start({ kind: "server", name: "GET /api/products" }).end();
    await tracer.close();
    await collector.stop();
    expect([log.lines, collector.spans.map(({ name }) => name)]).toEqual([[], ["GET /api/products"]]);
  });

  it("has a database client without a binding to libpq and without passwords from files", async () => {
    const { native, passwords } = await bundled(
      'import pg from "pg"; import pgpass from "pgpass"; export const native = pg.native; export const passwords = pgpass;',
    );
    expect(native).toBeNull();
    const answer = vi.fn();
    (passwords as (connection: object, answer: (password?: string) => void) => void)({}, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(undefined);
  });
});

describe("the bundles of the image", () => {
  let folder: string;
  let outputs: Metafile["outputs"];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shop-bundles-"));
    outputs = (await bundle(folder)).outputs;
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  const inputsOf = (name: RegExp) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs).filter((input) => name.test(input)));

  it.each(["client-ssm", "client-secrets-manager", "client-sqs", "client-sfn"])(
    "share one copy of @aws-sdk/%s",
    (name) => {
      expect(inputsOf(new RegExp(`@aws-sdk/${name}/dist-es/[^/]+Client\\.js$`))).toHaveLength(1);
    },
  );

  it("have a copy of the database client each, which a handler loads from its own file", () => {
    expect(inputsOf(/\/pg\/lib\/client\.js$/).length).toBeGreaterThan(1);
  });

  it("share no code of the application with the clients, whose state would exist twice", () => {
    const clients = Object.values(outputs).filter(({ entryPoint }) =>
      entryPoint?.startsWith("src/adapters/aws-clients/"),
    );
    expect(clients).toHaveLength(4);
    const sources = clients.flatMap(({ inputs }) => Object.keys(inputs).filter((input) => input.startsWith("src/")));
    expect(sources.filter((source) => !source.startsWith("src/adapters/aws-clients/"))).toEqual([]);
  });

  /** Files that an entry point loads at once, and with `lazily` also those that it may load later. */
  function loadedBy(entryPoint: string, lazily: boolean): Set<string> {
    const [entry] = Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint)!;
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const imports = outputs[file]?.imports.filter(({ kind }) => lazily || kind !== "dynamic-import");
      imports?.forEach(({ path }) => load(path));
    };
    load(entry);
    return loaded;
  }

  const haveOpenTelemetry = (files: ReadonlySet<string>) =>
    [...files].some((file) =>
      Object.keys(outputs[file]?.inputs ?? {}).some((input) => input.includes("@opentelemetry/")),
    );

  it.each([
    ["src/commands/serve.ts", true],
    ["src/commands/work.ts", true],
    ["src/handlers/api.ts", false],
    ["src/handlers/worker.ts", false],
  ])("of %s load OpenTelemetry only for a collector, if at all: %s", (entryPoint, lazily) => {
    expect(haveOpenTelemetry(loadedBy(entryPoint, false))).toBe(false);
    expect(haveOpenTelemetry(loadedBy(entryPoint, true))).toBe(lazily);
  });

  it("import no client that does not exist", () => {
    const imports = Object.values(outputs).flatMap((output) => output.imports.map(({ path }) => path));
    const names = new Set(imports.filter((path) => path.startsWith("../aws-clients/")));
    expect([...names].sort()).toEqual(
      readdirSync(join(folder, "aws-clients"))
        .filter((file) => file.endsWith(".mjs"))
        .map((file) => `../aws-clients/${file}`),
    );
  });
});
