import type { Construct } from "constructs";
import { Validation, requireProps, arn, integer, matching, physicalName, providerOfRegion } from "../core";
import type { EncryptionKeyProps } from "./encryption-key-props";

/** Checks the props of a key against the limits of KMS `CreateKey`, `CreateAlias` and `ScheduleKeyDeletion`. */
export function validateEncryptionKey(scope: Construct, id: string, props: EncryptionKeyProps): void {
  requireProps(scope, id, props, { name: "string", description: "string" });
  new Validation(scope, id)
    .props(
      { ...props, name: `alias/${props.name}` },
      {
        regional: providerOfRegion(),
        name: physicalName("key alias"),
        description: matching(/^.{0,8192}$/s, "at most 8192 characters", "shorten the description"),
        deletionWindowDays: integer(7, 30, "choose how long a mistaken deletion can be undone"),
      },
    )
    .throwIfInvalid();
}

/** Checks the ARN of an existing key. An alias is refused, because IAM does not resolve aliases in policies. */
export function validateKeyArn(scope: Construct, id: string, keyArn: string): void {
  requireProps(scope, id, { keyArn }, { keyArn: "string" });
  const parts = { of: "a KMS key", service: "kms", resource: /key\/[\w-]+/ };
  new Validation(scope, id)
    .props({ keyArn }, { keyArn: arn(parts, "pass the ARN of the key itself, not of an alias") })
    .throwIfInvalid();
}
