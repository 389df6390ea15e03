import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  arn,
  inRegion,
  matching,
  physicalName,
  providerOfRegion,
  satisfying,
} from "../core";
import type { GeneratedSecretProps } from "./generated-secret-props";

/** Checks the props of a secret against the limits of Secrets Manager `CreateSecret` and `DeleteSecret`. */
export function validateGeneratedSecret(scope: Construct, id: string, props: GeneratedSecretProps): void {
  requireProps(scope, id, props, { name: "string", description: "string", key: "object" });
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      key: inRegion((props.regional ?? AwsStack.of(scope)).region),
      name: physicalName("secret name"),
      description: matching(/^.{1,2048}$/s, "1 to 2048 characters", "describe the purpose of the secret"),
      username: matching(/^[A-Za-z]\w{0,62}$/, "1 to 63 letters, digits and _, a letter first", "name a database user"),
      recoveryWindowDays: satisfying(
        (days) => days === 0 || (Number.isInteger(days) && days >= 7 && days <= 30),
        "a whole number from 7 to 30, or 0",
        "choose how long a mistaken deletion can be undone",
      ),
    })
    .throwIfInvalid();
}

/** Checks the ARN of an existing secret. */
export function validateSecretArn(scope: Construct, id: string, secretArn: string): void {
  requireProps(scope, id, { secretArn }, { secretArn: "string" });
  const fix = "copy the full ARN, with the six characters that Secrets Manager appends to the name";
  const parts = { of: "a Secrets Manager secret", service: "secretsmanager", resource: /secret:[\w/+=.@-]+/ };
  new Validation(scope, id).props({ secretArn }, { secretArn: arn(parts, fix) }).throwIfInvalid();
}
