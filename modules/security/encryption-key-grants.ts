import type { Construct } from "constructs";
import { sidOf, type PolicyStatement } from "../core";

/** Actions that encrypt and decrypt with a key, for roles and for services. */
export const KEY_ACTIONS = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** The statement by which a role uses a key. `owner` names the statement. */
export function useOfKey(owner: Construct, keyArn: string): PolicyStatement {
  return { sid: sidOf("Use", owner), actions: KEY_ACTIONS, resources: [keyArn] };
}
