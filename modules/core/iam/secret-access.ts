import type { Construct } from "constructs";
import { AwsStack } from "../stack/aws-stack";
import type { KeyReference } from "../references";
import { sidOf, type PolicyStatement } from "./policy-document";

/**
 * The statements by which a role reads a secret: the secret itself, and its key through Secrets Manager only.
 *
 * @param owner - the construct that owns the secret; the sids contain its path.
 * @param key - key of the secret; without one the secret has the AWS managed key, which needs no statement.
 * @param name - distinguishes the secret from others of the owner. @default none
 */
export function readSecretStatements(
  owner: Construct,
  secretArn: string,
  key: KeyReference | undefined,
  name = "",
): PolicyStatement[] {
  const actions = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];
  const read = { sid: sidOf(`Read${name}`, owner), actions, resources: [secretArn] };
  if (!key) return [read];
  const viaService = `secretsmanager.${key.region}.${AwsStack.of(owner).dnsSuffix}`;
  return [
    read,
    {
      sid: sidOf(`Decrypt${name}`, owner),
      actions: ["kms:Decrypt"],
      resources: [key.keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values: [viaService] }],
    },
  ];
}
