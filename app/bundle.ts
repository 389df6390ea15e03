import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { commands, containerCommands } from "./contract";

const app = import.meta.dirname;
const dist = join(app, "dist");

/** Limit of the bytes that the API loads before it can answer; more would lengthen every cold start. */
export const MAX_ENTRY_BYTES = 320 * 1024;

/** CommonJS libraries call `require`, which modules do not have. */
const requireBanner = [
  'import { createRequire as createRequireOfBundle } from "node:module";',
  "const require = createRequireOfBundle(import.meta.url);",
].join("");

/** Modules that the bundles replace by CommonJS text. */
const replacements = {
  /**
   * An import reads every export and so runs the getter of `WebSocket`, which loads an unused HTTP client: a sixth of
   * the processor time of a cold start.
   */
  "node:http": 'module.exports = require("node:http");',
  /** The cache client's trace of its commands, whose values do not belong in a log. */
  debug:
    "exports = module.exports = () => Object.assign(() => undefined, { enabled: false }); exports.default = exports;",
  /** pg's search for a password in a file of the user. Here, passwords are in secrets or in `DATABASE_URL`. */
  pgpass: "module.exports = (connection, answer) => answer(undefined);",
  /** pg's binding to libpq. Without it, pg answers as if the optional package were not installed. */
  "./native": 'throw Object.assign(new Error("pg-native is not in the image"), { code: "MODULE_NOT_FOUND" });',
} as const;

const replaceModules: Plugin = {
  name: "replace-modules",
  setup({ onResolve, onLoad }) {
    const namespace = "replaced";
    const replace = (path: keyof typeof replacements) => () => ({ path, namespace });
    // A dynamic import of CommonJS text would have no named exports; commands make it, handlers do not.
    onResolve({ filter: /^(node:)?http$/, namespace: "file" }, ({ kind }) =>
      kind === "dynamic-import" ? undefined : replace("node:http")(),
    );
    onResolve({ filter: /^debug$/ }, replace("debug"));
    onResolve({ filter: /^pgpass$/ }, replace("pgpass"));
    onResolve({ filter: /^\.\/native$/ }, ({ importer }) =>
      importer.endsWith("/pg/lib/index.js") ? replace("./native")() : undefined,
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: replacements[path as keyof typeof replacements],
      loader: "js",
    }));
  },
};

/** Clients of AWS that handlers import lazily. The bundles share one copy, which has no code of the application. */
const clients = "src/adapters/aws-clients";

const shareClients: Plugin = {
  name: "share-clients",
  setup({ onResolve }) {
    onResolve({ filter: /\/aws-clients\/[^/]+$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: `../aws-clients/${basename(path)}.mjs`, external: true } : undefined,
    );
  },
};

/**
 * Bundles each handler separately: code shared between handlers would go to further files, and one file loads faster
 * than several. Lazily imported clients stay in files that are read when needed.
 */
export async function bundle(outdir: string): Promise<Metafile> {
  const handlers = Object.keys(commands).map((name) => [`handlers/${name}`]);
  // Container commands start rarely and share their code.
  const parts = [...handlers, Object.keys(containerCommands).map((name) => `commands/${name}`)];
  const names = readdirSync(join(app, clients)).map((file) => basename(file, ".ts"));
  const metafiles = await Promise.all([
    ...parts.map((part) => bundleHandlers(Object.fromEntries(part.map((name) => [name, `src/${name}.ts`])), outdir)),
    bundleHandlers(Object.fromEntries(names.map((name) => [`aws-clients/${name}`, `${clients}/${name}.ts`])), outdir),
  ]);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)) as Metafile["inputs"],
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) as Metafile["outputs"],
  };
}

/** @param entryPoints - source files by the names of their bundles, which have no extension. */
export async function bundleHandlers(entryPoints: Record<string, string>, outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: app,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    target: "node22",
    banner: { js: requireBanner },
    // Without a comment in the bundle, so that Node.js does not load them; the log does, when it describes an error.
    sourcemap: "external",
    sourcesContent: false,
    plugins: [replaceModules, shareClients],
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

/** Compresses the source maps, which are larger than the code and read only when an error is logged. */
export function compressMaps({ outputs }: Metafile): void {
  const maps = Object.keys(outputs).filter((name) => name.endsWith(".map"));
  for (const file of maps.map((name) => join(app, name))) {
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    rmSync(file);
  }
}

/** Bytes of a handler's file and of all that it imports statically. */
export function entryBytes(metafile: Metafile, name: string): number {
  const outputs = Object.entries(metafile.outputs);
  const entry = outputs.find(([, output]) => output.entryPoint === `src/handlers/${name}.ts`);
  if (!entry) throw new Error(`There is no bundle of the handler ${name}`);
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const statically = metafile.outputs[file]?.imports.filter(
      ({ kind, external }) => !external && kind !== "dynamic-import",
    );
    statically?.forEach(({ path }) => load(path));
  };
  load(entry[0]);
  return [...loaded].reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0);
}

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const metafile = await bundle(dist);
  compressMaps(metafile);
  // Outside dist: the image does not contain the list of its inputs.
  mkdirSync(join(app, ".local"), { recursive: true });
  writeFileSync(join(app, ".local/metafile.json"), JSON.stringify(metafile));
  cpSync(join(app, "migrations"), join(dist, "migrations"), { recursive: true });
  copyFileSync(join(app, "image/entrypoint.sh"), join(dist, "entrypoint.sh"));
  const authorities = join(app, "rds-ca.pem");
  if (existsSync(authorities)) copyFileSync(authorities, join(dist, "rds-ca.pem"));
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  for (const name of Object.keys(commands)) {
    console.log(`${name.padEnd(8)} ${kilobytes(entryBytes(metafile, name))} to load`);
  }
  if (entryBytes(metafile, "api") > MAX_ENTRY_BYTES)
    throw new Error(`The API's bundle is larger than ${kilobytes(MAX_ENTRY_BYTES)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
