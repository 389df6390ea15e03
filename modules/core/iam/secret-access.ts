import type { Construct } from "constructs";
import type { KeyReference } from "../references";
import { sidOf, type PolicyStatement } from "./policy-document";

/**
 * What reading a secret takes: the secret itself, and its key through Secrets Manager alone.
 *
 * @param owner - the construct that has the secret; the sids are made from its path.
 * @param what - tells the secret from other things of the owner that can be read. @default nothing
 */
export function readSecretStatements(
  owner: Construct,
  secretArn: string,
  key: KeyReference,
  what = "",
): PolicyStatement[] {
  return [
    {
      sid: sidOf(`Read${what}`, owner),
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: [secretArn],
    },
    {
      sid: sidOf(`Decrypt${what}`, owner),
      actions: ["kms:Decrypt"],
      resources: [key.keyArn],
      conditions: [
        { test: "StringEquals", variable: "kms:ViaService", values: [`secretsmanager.${key.region}.amazonaws.com`] },
      ],
    },
  ];
}
