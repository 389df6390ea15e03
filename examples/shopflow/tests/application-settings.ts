import { buildSync } from "esbuild";
import path from "node:path";

export type Variables = Readonly<Record<string, string>>;

/** Settings that the application reads from its variables. */
export interface Settings {
  readonly name: string;
  readonly parameterPath?: string;
  readonly csrfProtection: string;
  readonly cache: { readonly isCluster: boolean; readonly credentialsArn?: string };
  readonly requestsPerMinute?: number;
  readonly port?: number;
  readonly tracing?: { readonly endpoint: string; readonly sampledShare: number };
}

interface Application {
  /** @throws Error that names every invalid and every missing variable. */
  readEnvironment(variables: Variables, required: readonly string[]): Settings;
  requiredParameters(command: "serve" | "work", variables: Variables): readonly string[];
}

/** The application's own code, which is an ES module: a bundle of it runs beside tests that are CommonJS. */
export const { readEnvironment, requiredParameters } = load();

function load(): Application {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export { readEnvironment } from "./settings";
        export { requiredParameters } from "./commands/required-parameters";`,
      resolveDir: path.resolve(__dirname, "../../../app/src"),
      loader: "ts",
    },
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]!.text)(module, module.exports, require);
  return module.exports as Application;
}
