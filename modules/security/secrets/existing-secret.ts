import type { Construct } from "constructs";
import { AwsStack, type KeyReference } from "../../core";
import { validateSecretArn, validateSecretName } from "./existing-secret-validation";
import { SecretAccess } from "./secret-access";

/** A secret that another stack, tool or person created. Creates no resource. */
export class ExistingSecret extends SecretAccess {
  private constructor(
    scope: Construct,
    id: string,
    readonly secretArn: string,
    protected readonly grantedArn: string,
    protected readonly key?: KeyReference,
  ) {
    super(scope, id);
  }

  /** @throws InputError when the ARN is not that of a secret. */
  static withArn(scope: Construct, id: string, secretArn: string, key?: KeyReference): ExistingSecret {
    validateSecretArn(scope, id, secretArn);
    return new ExistingSecret(scope, id, secretArn, secretArn, key);
  }

  /** @throws InputError when the name is not one of a secret, or ends like an ARN. */
  static withName(scope: Construct, id: string, secretName: string, key?: KeyReference): ExistingSecret {
    validateSecretName(scope, id, secretName);
    const { account, region, partition } = AwsStack.of(scope);
    const secretArn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${secretName}`;
    return new ExistingSecret(scope, id, secretArn, `${secretArn}-??????`, key);
  }
}
