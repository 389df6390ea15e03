import { withTemporaryFolder } from "../../runner/command/temporary-folder";
import { failedError } from "../../runner/command/exit-codes";
import type { Provider } from "../../runner/provider/provider-mirrors";
import { WITHOUT_ACCOUNT } from "../../runner/terraform/offline-configuration";
import type { Terraform } from "../../runner/terraform/terraform";
import { OfflineWorkspace } from "../../runner/terraform/workspace";
import type { Method } from "../provider/protocol";
import { decodeValue, encodeValue, type DynamicValue, type Value, type ValueObject } from "../provider/values";
import type { Block } from "../schema/schema";
import { emptyBlock, proposedState } from "./proposed-state";
import { decodeBlock, type EncodedBlock } from "./decoded-schema";
import { ProviderProcess } from "./provider-process";

/** A problem that the provider reports. */
export interface ProviderProblem {
  readonly summary: string;
  readonly detail: string;
  /** Names of the argument and the blocks around it; empty if the provider names none. */
  readonly path: readonly string[];
}

/** The provider's plan for one resource. */
export interface ProviderPlan {
  readonly planned: Value;
  /** Paths of the arguments that replace the resource, without indices: `settings.engine`. */
  readonly replacing: readonly string[];
  readonly problems: readonly ProviderProblem[];
}

interface EncodedPath {
  readonly steps: readonly { readonly attribute_name: string }[];
}

interface Answer {
  readonly diagnostics: readonly Diagnostic[];
}

/** Without plan if the provider crashed. */
interface EncodedPlan extends Answer {
  readonly planned_state?: DynamicValue | null;
  readonly requires_replace?: readonly EncodedPath[];
}

interface Diagnostic {
  readonly severity: number;
  readonly summary: string;
  readonly detail: string;
  readonly attribute: EncodedPath | null;
}

interface EncodedSchemas {
  readonly provider: { readonly block: EncodedBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly version: number; readonly block: EncodedBlock }>>;
}

const ERROR = 1;

/** The AWS provider itself, called without Terraform and without an account. */
export class RealProvider {
  private constructor(
    private readonly executable: string,
    private process: ProviderProcess,
    readonly resources: Readonly<Record<string, Block>>,
    private readonly configuration: ValueObject,
  ) {}

  /** @throws ToolError if the provider cannot be started, or rejects a configuration without an account. */
  static async start(executable: string): Promise<RealProvider> {
    const process = await ProviderProcess.start(executable);
    const schemas = (await process.call("GetSchema", {})) as EncodedSchemas;
    const types = Object.entries(schemas.resource_schemas);
    const blocks = types.map(([type, { block }]) => [type, decodeBlock(block)] as const);
    const empty = emptyBlock(decodeBlock(schemas.provider.block));
    const configuration = { ...empty, ...WITHOUT_ACCOUNT, region: "us-east-1", max_retries: 1 };
    const provider = new RealProvider(executable, process, Object.fromEntries(blocks), configuration);
    await provider.configure();
    return provider;
  }

  stop(): void {
    this.process.stop();
  }

  /** Plans the change from a state to a configuration; `null` as the state creates the resource. */
  async plan(type: string, prior: Value, config: ValueObject): Promise<ProviderPlan> {
    const plan = (await this.call("PlanResourceChange", {
      type_name: type,
      prior_state: encodeValue(prior),
      proposed_new_state: encodeValue(proposedState(this.resources[type]!, prior, config)),
      config: encodeValue(config),
    })) as EncodedPlan;
    return {
      planned: plan.planned_state?.msgpack?.length ? decodeValue(plan.planned_state) : null,
      replacing: [...new Set((plan.requires_replace ?? []).map((path) => namesIn(path).join(".")))],
      problems: errorsIn(plan.diagnostics),
    };
  }

  /** The problems of a configuration. */
  async validate(type: string, config: ValueObject): Promise<readonly ProviderProblem[]> {
    const { diagnostics } = await this.call("ValidateResourceTypeConfig", {
      type_name: type,
      config: encodeValue(config),
    });
    return errorsIn(diagnostics);
  }

  private async configure(): Promise<void> {
    const { diagnostics } = await this.call("Configure", { config: encodeValue(this.configuration) });
    const [problem] = errorsIn(diagnostics);
    if (problem) throw failedError(`the AWS provider cannot be configured offline: ${problem.summary}`);
  }

  /** Arguments that no validation has seen can crash the provider; the answer is then a problem. */
  private async call(method: Method, request: object): Promise<Answer> {
    try {
      return (await this.process.call(method, request)) as Answer;
    } catch (error) {
      this.process.stop();
      this.process = await ProviderProcess.start(this.executable);
      await this.configure();
      const problem = { severity: ERROR, summary: (error as Error).message, detail: "", attribute: null };
      return { diagnostics: [problem] };
    }
  }
}

function errorsIn(diagnostics: readonly Diagnostic[]): ProviderProblem[] {
  return diagnostics
    .filter(({ severity }) => severity === ERROR)
    .map(({ summary, detail, attribute }) => ({ summary, detail, path: attribute ? namesIn(attribute) : [] }));
}

/** Steps into elements have no name. */
function namesIn({ steps }: EncodedPath): string[] {
  return steps.map((step) => step.attribute_name).filter(Boolean);
}

/**
 * Installs and starts the AWS provider, and stops it when `use` returns or throws.
 *
 * @throws ToolError if the provider cannot be installed or started.
 */
export function withRealProvider<T>(
  terraform: Terraform,
  provider: Provider,
  use: (real: RealProvider) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder("provider", async (root) => {
    const workspace = await OfflineWorkspace.create(terraform, provider, root);
    const real = await RealProvider.start(await workspace.executable());
    try {
      return await use(real);
    } finally {
      real.stop();
    }
  });
}
