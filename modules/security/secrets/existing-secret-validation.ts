import type { Construct } from "constructs";
import { Validation, arn, physicalName, requireProps, satisfying } from "../../core";

/** Checks the ARN of an existing secret. */
export function validateSecretArn(scope: Construct, id: string, secretArn: string): void {
  requireProps(scope, id, { secretArn }, { secretArn: "string" });
  const fix = "copy the full ARN, with the six characters that Secrets Manager appends to the name";
  const parts = { of: "a Secrets Manager secret", service: "secretsmanager", resource: /secret:[\w/+=.@-]+/ };
  new Validation(scope, id).props({ secretArn }, { secretArn: arn(parts, fix) }).throwIfInvalid();
}

/** Checks the name of an existing secret, which Secrets Manager finds by an ARN without its last six characters. */
export function validateSecretName(scope: Construct, id: string, secretName: string): void {
  requireProps(scope, id, { secretName }, { secretName: "string" });
  const endsLikeArn = satisfying<string>(
    (name) => !/-[A-Za-z0-9]{6}$/.test(name),
    "a name that does not end with a hyphen and six characters, as ARNs of secrets do",
    "pass the full ARN to GeneratedSecret.fromArn",
  );
  new Validation(scope, id)
    .props({ secretName }, { secretName: [physicalName("secret name"), endsLikeArn] })
    .throwIfInvalid();
}
