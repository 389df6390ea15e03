import fs from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { thisMachine } from "../../../tools/runner/command/machine";
import { withTemporaryFolder } from "../../../tools/runner/command/temporary-folder";
import { findProvider } from "../../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../../tools/runner/terraform/workspace";
import { rootOf, type Values } from "./fixture-modules";

type Run = (...args: readonly string[]) => Promise<{ readonly code: number; readonly stdout: string }>;
type Modules = Readonly<Record<string, Values>>;

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string };
}

const PLAN = ["plan", "-json", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan"] as const;

/** The first problem that the real provider has with each module that it rejects, at validation or in a plan. */
export async function problemsOf(modules: Modules): Promise<Readonly<Record<string, string>>> {
  const invalid = await withModules(modules, async (run) => {
    const { stdout } = await run("validate", "-json", "-no-color");
    return firstErrors((JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics);
  });
  const valid = Object.fromEntries(Object.entries(modules).filter(([name]) => !(name in invalid)));
  const unplanned = await withModules(valid, async (run) => firstErrors(diagnosticsIn((await run(...PLAN)).stdout)));
  return { ...invalid, ...unplanned };
}

function firstErrors(diagnostics: readonly Diagnostic[]): Readonly<Record<string, string>> {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const problems = errors.map(({ range, summary, detail = "" }) => [
    path.dirname(range!.filename),
    `${summary} ${detail}`.replaceAll(/\s+/g, " ").trim(),
  ]);
  return Object.fromEntries(problems.reverse()) as Readonly<Record<string, string>>;
}

function diagnosticsIn(log: string): readonly Diagnostic[] {
  const lines = log.trim().split("\n");
  return lines.flatMap((line) => (JSON.parse(line) as { diagnostic?: Diagnostic }).diagnostic ?? []);
}

/** The real provider's plan of each module, as if it were a stack. */
export function plansOf(modules: Modules): Promise<Readonly<Record<string, Values>>> {
  return withModules(modules, async (run) => {
    const { code, stdout } = await run(...PLAN);
    if (code !== 0) throw new Error(JSON.stringify(firstErrors(diagnosticsIn(stdout)), undefined, 2));
    const plan = JSON.parse((await run("show", "-json", "plan")).stdout) as Plan;
    return Object.fromEntries(Object.keys(modules).map((name) => [name, planOfModule(plan, name)]));
  });
}

function withModules<T>(modules: Modules, use: (run: Run) => Promise<T>): Promise<T> {
  return withTemporaryFolder("fixtures", async (root) => {
    const stepFunctions = await acceptingService();
    const machine = thisMachine();
    const terraform = await Terraform.find(machine, new AbortController().signal);
    const workspace = await OfflineWorkspace.create(terraform, await findProvider(terraform, "6.25.0", machine), root);
    const source = path.join(root, "source");
    for (const [name, module] of Object.entries(modules)) {
      fs.mkdirSync(path.join(source, name), { recursive: true });
      fs.writeFileSync(path.join(source, name, "main.tf.json"), JSON.stringify(module));
    }
    const config = rootOf(modules, urlOf(stepFunctions)) as unknown as TerraformJson;
    const folder = await workspace.copy({
      name: "fixtures",
      config,
      folder: source,
    });
    try {
      return await use((...args) => workspace.run(folder, args));
    } finally {
      stepFunctions.close();
    }
  });
}

/** Accepts the definition of every state machine. */
function acceptingService(): Promise<Server> {
  const server = createServer((_, response) => response.end('{"result":"OK","diagnostics":[]}'));
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly module_address?: string;
  }[];
  readonly configuration: {
    readonly provider_config: Values;
    readonly root_module: {
      readonly module_calls: Readonly<Record<string, { readonly module: Values }>>;
    };
  };
}

function planOfModule({ resource_changes: changes, configuration }: Plan, name: string): Values {
  const prefix = `module.${name}.`;
  return {
    resource_changes: changes
      .filter(({ module_address: address }) => address === prefix.slice(0, -1))
      .map((change) => ({
        ...change,
        address: change.address.slice(prefix.length),
      })),
    configuration: {
      provider_config: configuration.provider_config,
      root_module: configuration.root_module.module_calls[name]!.module,
    },
  };
}
