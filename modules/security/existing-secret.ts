import { Construct } from "constructs";
import { readSecretStatements, type Grantee, type KeyReference } from "../core";
import { validateSecretArn } from "./generated-secret-validation";

/** A secret by reference: enough to pass it on and to grant reading it. */
export interface SecretReference {
  readonly secretArn: string;
  /** Allows the grantee's role to read the secret. */
  grantRead(grantee: Grantee): void;
}

/** A secret that another stack, tool or person created. Creates no resource. */
export class ExistingSecret extends Construct implements SecretReference {
  /** @throws InputError when the ARN is not that of a secret. */
  constructor(
    scope: Construct,
    id: string,
    readonly secretArn: string,
    private readonly key?: KeyReference,
  ) {
    validateSecretArn(scope, id, secretArn);
    super(scope, id);
  }

  grantRead(grantee: Grantee): void {
    readSecretStatements(this, this.secretArn, this.key).forEach((statement) => grantee.addStatement(statement));
  }
}
