import fs from "node:fs";
import path from "node:path";
import { readConfiguration, type StackInput } from "../../../policies";
import type { Refusal } from "../../../policies/refusals";
import { repositoryFolder, repositoryStackNames } from "../../support/synthesized";

const PROVIDER = { aws: [{ region: "us-east-1", allowed_account_ids: ["123456789012"] }] };

/** A stack in us-east-1 with some resources. */
export function stackOf(name: string, resource: object, others: object = {}): StackInput {
  return readConfiguration({ name, config: { provider: PROVIDER, resource, ...others } });
}

/** Rule, address and argument of each refusal. */
export function placesOf(refusals: readonly Refusal[]): string[] {
  return refusals.map(({ rule, address, finding }) => `${rule} ${address} ${finding.path}`);
}

/** The stacks of `main.ts`. */
export function repositoryInputs(): readonly StackInput[] {
  return repositoryStackNames().map((name) => {
    const file = path.join(repositoryFolder(), "stacks", name, "cdk.tf.json");
    return readConfiguration({ name, config: JSON.parse(fs.readFileSync(file, "utf8")) as unknown });
  });
}
