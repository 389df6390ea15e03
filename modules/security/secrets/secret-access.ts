import { Construct } from "constructs";
import { AwsStack, readSecretStatements, sidOf, type Grantee, type KeyReference } from "../../core";

/** A secret by reference: enough to pass it on, and to grant reading and rotating it. */
export interface SecretReference {
  /** ARN, by which clients and services read the secret. */
  readonly secretArn: string;
  /** Allows the grantee's role to read the secret. */
  grantRead(grantee: Grantee): void;
  /** Allows the grantee's role to create versions of the secret, and to make one of them the current version. */
  grantRotate(grantee: Grantee): void;
}

/** Grants of a secret, whether the stack creates it or not. */
export abstract class SecretAccess extends Construct implements SecretReference {
  abstract readonly secretArn: string;
  /** ARN in IAM policies, where the six characters that Secrets Manager appends to the name can be unknown. */
  protected abstract readonly grantedArn: string;
  /** Key that encrypts the secret. */
  protected abstract readonly key?: KeyReference;
  /** Keys of the replicas in other regions. */
  protected readonly replicaKeys: readonly KeyReference[] = [];

  grantRead(grantee: Grantee): void {
    readSecretStatements(this, this.grantedArn, this.key).forEach((statement) => grantee.addStatement(statement));
  }

  grantRotate(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Rotate", this),
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: [this.grantedArn],
    });
    grantee.addStatement({
      sid: "GeneratePasswords",
      actions: ["secretsmanager:GetRandomPassword"],
      resources: ["*"],
      unscopedBecause: "a random password belongs to no secret",
    });
    const keys = this.key ? [this.key, ...this.replicaKeys] : [];
    if (keys.length === 0) return;
    const { dnsSuffix } = AwsStack.of(this);
    grantee.addStatement({
      sid: sidOf("EncryptForRotationOf", this),
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: keys.map(({ keyArn }) => keyArn),
      conditions: [
        {
          test: "StringEquals",
          variable: "kms:ViaService",
          values: keys.map(({ region }) => `secretsmanager.${region}.${dnsSuffix}`),
        },
      ],
    });
  }
}
