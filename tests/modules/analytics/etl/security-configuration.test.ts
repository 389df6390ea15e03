import { InputError, type KeyReference } from "../../../../modules/core";
import { SecurityConfiguration, type SecurityConfigurationProps } from "../../../../modules/analytics/etl";
import { EncryptionKey } from "../../../../modules/security";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/etl",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:::key/etl"] }),
  admit: () => true,
};

const synthesizeConfiguration = (differences: Partial<SecurityConfigurationProps> = {}) =>
  synthesizeStack((stack) => {
    new SecurityConfiguration(stack, "encryption", { name: "shop-etl", key, ...differences }).grantUse(testRole(stack));
  });

describe("SecurityConfiguration", () => {
  test("encrypts objects, logs and bookmarks with one key, which jobs may use", () => {
    const stack = synthesizeConfiguration();
    expect(stack.resource("aws_glue_security_configuration")).toMatchObject({
      name: "shop-etl",
      encryption_configuration: {
        cloudwatch_encryption: { cloudwatch_encryption_mode: "SSE-KMS", kms_key_arn: key.keyArn },
        job_bookmarks_encryption: { job_bookmarks_encryption_mode: "CSE-KMS", kms_key_arn: key.keyArn },
        s3_encryption: { s3_encryption_mode: "SSE-KMS", kms_key_arn: key.keyArn },
      },
    });
    expect(stack.statements(/role_permissions/)).toMatchObject([{ sid: "UseKey" }]);
  });

  test("adds CloudWatch Logs to the policy of its key", () => {
    const stack = synthesizeStack((scope) => {
      const own = new EncryptionKey(scope, "key", { name: "shop", description: "Shop" });
      new SecurityConfiguration(scope, "encryption", { name: "shop-etl", key: own });
    });
    expect(stack.statements(/key-policy/).map(({ sid }) => sid)).toContain("LogGroupsOfThisAccount");
  });

  test("refuses a key whose policy belongs to others and admits no log groups, and one of another region", () => {
    expect(() => synthesizeConfiguration({ key: { ...key, admit: () => false } })).toThrow(InputError);
    expect(() => synthesizeConfiguration({ key: { ...key, region: "eu-west-1" } })).toThrow("key.region");
    expect(() => synthesizeConfiguration({ name: "shop etl" })).toThrow("name");
  });
});
