import type { SynthesizedStack, TerraformBlock } from "../../../modules/core";
import type { AppliedStack } from "../applied-stack";
import type { Session } from "../session";
import type { DrilledEnvironment, Pair } from "./drilled-system";

/** An applied attribute object. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A stack that the drill has applied. */
export interface DrilledStack {
  readonly session: Session;
  /** The present state. */
  readonly applied: () => Promise<AppliedStack>;
  /** Changes attributes of a resource behind Terraform's back, as a call of AWS does. */
  readonly edit: (type: string, change: (attributes: Attributes) => Attributes) => Promise<void>;
}

/** Everything that steps of the runbook read and change. */
export interface DrillState {
  readonly pair: Pair;
  readonly stacks: ReadonlyMap<string, DrilledStack>;
  /** Settings as the steps have changed them. */
  environments: readonly DrilledEnvironment[];
  /** Configuration of the last synthesis. */
  synthesized: readonly SynthesizedStack[];
  /** Values of placeholders such as `<RecoveryPointArn>`. */
  readonly values: Map<string, string>;
  /** Stacks whose folder `terraform init` has prepared. */
  readonly initialized: Set<string>;
  /** Stages that no execution of a pipeline enters, as `pipeline stage`. */
  readonly disabledStages: Set<string>;
  /** Instances of RDS that exist, as `region identifier`. */
  readonly databases: Set<string>;
  /** ARNs of their snapshots. */
  readonly snapshots: Set<string>;
  /** Operators hold the traffic at the standby. */
  switched: boolean;
  /** The lost environment has its database again, so that traffic may return. */
  released: boolean;
  /** Functions that a step has stopped, as `region name`. */
  readonly stopped: Set<string>;
  /** Alias records by import id, as the zone has them. */
  readonly records: Map<string, Attributes>;
  /** Content of the last JSON block, which commands read as a file. */
  document: unknown;
}

/** A step of the page that does not do what the page says. */
export class DrillError extends Error {}

/** Blocks of a type in the last synthesized configuration of every stack, with the region of their provider. */
export function configured(
  { synthesized }: Pick<DrillState, "synthesized">,
  type: string,
): { readonly stack: string; readonly region: string; readonly block: TerraformBlock }[] {
  return synthesized.flatMap(({ name, config }) =>
    Object.values(config.resource?.[type] ?? {}).map((block) => ({
      stack: name,
      region: regionOf(config, block),
      block,
    })),
  );
}

function regionOf({ provider }: SynthesizedStack["config"], block: TerraformBlock): string {
  const [, alias] = String(block["provider"] ?? "aws").split(".");
  const providers = [provider?.["aws"] ?? []].flat() as readonly TerraformBlock[];
  return String(providers.find((one) => one["alias"] === alias)?.["region"]);
}

/** Replaces placeholders by the values that earlier steps have returned. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/<([A-Za-z -]+)>/g, (placeholder, name: string) => values.get(name) ?? placeholder);
}

/** @throws DrillError if the value still has a placeholder that no earlier step returned. */
export function resolved(text: string, { values }: Pick<DrillState, "values">): string {
  const value = filled(text, values);
  const [unknown] = /<[A-Za-z -]+>/.exec(value) ?? [];
  if (unknown) throw new DrillError(`no step before this one returns ${unknown}`);
  return value;
}

/** @throws DrillError unless the value is one of those that exist. */
export function expectOneOf(what: string, value: string | undefined, existing: readonly string[]): void {
  if (value !== undefined && existing.includes(value)) return;
  throw new DrillError(`${what}: got ${value ?? "nothing"}; allowed: ${[...new Set(existing)].join(", ") || "none"}`);
}
