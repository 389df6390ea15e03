import { Construct } from "constructs";
import { ServiceRole, type AwsStack, type PolicyStatement } from "../../../modules/core";
import { EncryptionKey, GeneratedSecret, SecretRotation, type SecretRotationProps } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

type Stack = AwsStack<"us-east-1">;

const aliasArn = "arn:aws:lambda:us-east-1:111122223333:function:rotate:live";
const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:master-AbCdEf";

/** A function as a construct, whose role is one of its resources. */
class Rotator extends Construct {
  readonly functionName = "rotate";
  readonly aliasName = "live";
  readonly aliasArn = aliasArn;
  private readonly role = new ServiceRole(this, "role", {
    name: "rotate",
    description: "Rotates",
    service: "lambda.amazonaws.com",
  });

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }
}

const createSecret = (stack: Stack) => {
  const key = EncryptionKey.fromArn(stack, "key", "arn:aws:kms:us-east-1:111122223333:key/test");
  return new GeneratedSecret(stack, "master", { name: "master", description: "Master", key, username: "dbowner" });
};
const synthesizeRotation = (differences: Partial<SecretRotationProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new SecretRotation(stack, "rotation", {
        secret: createSecret(stack),
        rotateBy: new Rotator(stack, "rotate"),
        ...differences,
      }),
  );

describe("SecretRotation", () => {
  test("rotates a secret every 30 days by an alias of a function", () => {
    expect(synthesizeRotation().resource("aws_secretsmanager_secret_rotation")).toMatchObject({
      secret_id: expect.stringMatching(/^\$\{aws_secretsmanager_secret\.master_secret_\w+\.arn\}$/),
      rotation_lambda_arn: aliasArn,
      rotation_rules: { automatically_after_days: 30 },
    });
  });

  test("has an interval and a window", () => {
    const stack = synthesizeRotation({ everyDays: 90, windowHours: 3 });
    expect(stack.resource("aws_secretsmanager_secret_rotation")).toMatchObject({
      rotation_rules: { automatically_after_days: 90, duration: "3h" },
    });
  });

  test("allows Secrets Manager of the account to invoke the alias", () => {
    expect(synthesizeRotation().resource("aws_lambda_permission")).toMatchObject({
      action: "lambda:InvokeFunction",
      function_name: "rotate",
      qualifier: "live",
      principal: "secretsmanager.amazonaws.com",
      source_account: "111122223333",
    });
  });

  test("grants the function the rotation of the secret, with its key", () => {
    const sids = synthesizeRotation()
      .statements("rotate_role_permissions")
      .map(({ sid }) => sid);
    expect(sids).toEqual(["RotateMaster", "GeneratePasswords", "EncryptForRotationOfMaster"]);
  });

  test("waits for the first version, the permission and the role, because the first rotation is immediate", () => {
    const { depends_on: precedents } = synthesizeRotation().resource("aws_secretsmanager_secret_rotation");
    expect(precedents).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_lambda_permission\.rotation_permission/),
        expect.stringMatching(/^aws_secretsmanager_secret_version\.master_version/),
        expect.stringMatching(/^aws_iam_role_policy\.rotate_role/),
      ]),
    );
  });

  test("of a secret and a function that exist waits for the permission only", () => {
    const stack = synthesizeStack((scope) => {
      const role = testRole(scope);
      const rotateBy = {
        functionName: "rotate",
        aliasName: "live",
        aliasArn,
        addStatement: role.addStatement.bind(role),
      };
      new SecretRotation(scope, "rotation", { secret: { secretArn, grantRotate: () => {} }, rotateBy });
    });
    const { depends_on: precedents } = stack.resource("aws_secretsmanager_secret_rotation");
    expect(precedents).toEqual([expect.stringMatching(/^aws_lambda_permission\.rotation_permission/)]);
  });

  test("of a master user that RDS manages has an interval and no function", () => {
    const stack = synthesizeStack((scope) => {
      const secret = GeneratedSecret.fromArn(
        scope,
        "master",
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds",
      );
      new SecretRotation(scope, "rotation", { secret, rotateBy: "rds-managed" });
    });
    expect(stack.resource("aws_secretsmanager_secret_rotation")).not.toHaveProperty("rotation_lambda_arn");
    expect(stack.resources("aws_lambda_permission")).toEqual({});
  });

  test("reports every invalid setting at once", () => {
    const elsewhere = (arn: string): string => arn.replace("us-east-1", "eu-west-1");
    const invalid = () =>
      synthesizeRotation({
        secret: { secretArn: elsewhere(secretArn), grantRotate: () => {} },
        rotateBy: { functionName: "a", aliasName: "live", aliasArn: elsewhere(aliasArn), addStatement: () => {} },
        everyDays: 6,
        windowHours: 25,
      });
    expect(invalid).toThrow(/4 invalid settings/);
    expect(invalid).toThrow(/secret.secretArn: got .*; allowed: the ARN of a secret in us-east-1/);
    expect(invalid).toThrow(/rotateBy.aliasArn: got .*; allowed: the ARN of a function's alias in us-east-1/);
    expect(invalid).toThrow(/everyDays: got 6; allowed: a whole number from 7 to 1000/);
    expect(invalid).toThrow(/windowHours: got 25; allowed: a whole number from 1 to 24/);
  });

  test("has the golden addresses", () => {
    const addresses = synthesizeRotation().addresses.filter((address) => address.includes(".rotation_"));
    expect(addresses).toMatchInlineSnapshot(`
      [
        "aws_lambda_permission.rotation_permission_77DA17EF",
        "aws_secretsmanager_secret_rotation.rotation_6A301654",
      ]
    `);
  });
});
