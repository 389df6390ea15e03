import { readConfiguration, type StackInput } from "../../../policies";
import type { Refusal } from "../../../policies/refusals";

const PROVIDER = { aws: [{ region: "us-east-1", allowed_account_ids: ["123456789012"] }] };

/** A stack in us-east-1 with some resources. */
export function stackOf(name: string, resource: object, others: object = {}): StackInput {
  return readConfiguration({ name, config: { provider: PROVIDER, resource, ...others } });
}

/** Rule, address and argument of each refusal. */
export function placesOf(refusals: readonly Refusal[]): string[] {
  return refusals.map(({ rule, address, finding }) => `${rule} ${address} ${finding.path}`);
}
