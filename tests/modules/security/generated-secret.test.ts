import { InputError, type KeyReference } from "../../../modules/core";
import { GeneratedSecret, type GeneratedSecretProps } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};

const props: GeneratedSecretProps = { name: "shop-dev/origin", description: "Header of the origin", key };

const synthesizeSecret = (differences: Partial<GeneratedSecretProps> = {}) =>
  synthesizeStack((stack) => new GeneratedSecret(stack, "origin-secret", { ...props, ...differences }));

describe("GeneratedSecret", () => {
  test("R-S2 is encrypted with the customer key, waits 30 days before deletion and refuses to be destroyed", () => {
    expect(synthesizeSecret().resource("aws_secretsmanager_secret")).toMatchObject({
      name: "shop-dev/origin",
      description: "Header of the origin",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/test",
      recovery_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const stack = synthesizeSecret({ recoveryWindowDays: undefined, deletionProtection: undefined });
    expect(stack.resource("aws_secretsmanager_secret")).toMatchObject({
      recovery_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each([0, 7, 30])("can be deletable with a recovery window of %i days", (recoveryWindowDays) => {
    const stack = synthesizeSecret({ recoveryWindowDays, deletionProtection: false });
    expect(stack.resource("aws_secretsmanager_secret")).toMatchObject({
      recovery_window_in_days: recoveryWindowDays,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("R-S2 is drawn by Terraform at the first apply, kept from then on and never in the configuration", () => {
    expect(synthesizeSecret().resource("terraform_data")).toMatchObject({
      triggers_replace: { value: '${sensitive("${uuid()}-${uuid()}")}' },
      lifecycle: { ignore_changes: ["triggers_replace"] },
    });
  });

  test("stores what was drawn", () => {
    expect(synthesizeSecret().resource("aws_secretsmanager_secret_version")).toMatchObject({
      secret_id: expect.stringMatching(/^\$\{aws_secretsmanager_secret\.origin-secret_\w+\.id\}$/),
      secret_string: expect.stringMatching(/^\$\{terraform_data\.origin-secret_value_\w+\.triggers_replace\.value\}$/),
    });
  });

  test("gives its value as the stored version's, which Terraform treats as sensitive and waits for", () => {
    let secret: GeneratedSecret | undefined;
    const stack = synthesizeStack((scope) => {
      secret = new GeneratedSecret(scope, "origin-secret", props);
      new GeneratedSecret(scope, "copy", { ...props, name: "shop-dev/copy", description: secret.value });
    });
    expect(stack.resource("aws_secretsmanager_secret", "copy")).toMatchObject({
      description: expect.stringMatching(
        /^\$\{aws_secretsmanager_secret_version\.origin-secret_version_\w+\.secret_string\}$/,
      ),
    });
  });

  test("grants reading the secret, and its key through Secrets Manager only", () => {
    const stack = synthesizeStack((scope) =>
      new GeneratedSecret(scope, "origin-secret", props).grantRead(testRole(scope)),
    );
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "ReadOriginSecret",
        effect: "Allow",
        actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        resources: [expect.stringMatching(/^\$\{aws_secretsmanager_secret\.origin-secret_\w+\.arn\}$/)],
      },
      {
        sid: "DecryptOriginSecret",
        effect: "Allow",
        actions: ["kms:Decrypt"],
        resources: ["arn:aws:kms:us-east-1:111122223333:key/test"],
        condition: [
          { test: "StringEquals", variable: "kms:ViaService", values: ["secretsmanager.us-east-1.amazonaws.com"] },
        ],
      },
    ]);
  });

  test("names every invalid setting at once", () => {
    const invalid = () => synthesizeSecret({ name: "shop origin", description: "", recoveryWindowDays: 6 });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/3 invalid settings/);
    expect(invalid).toThrow(/test\/origin-secret: name: got "shop origin"; allowed: a secret name/);
    expect(invalid).toThrow(/description: got ""; allowed: 1 to 2048 characters/);
    expect(invalid).toThrow(/recoveryWindowDays: got 6; allowed: a whole number from 7 to 30, or 0/);
  });

  test.each([31, 7.5, -1])("refuses a recovery window of %d days", (recoveryWindowDays) => {
    expect(() => synthesizeSecret({ recoveryWindowDays })).toThrow(/recoveryWindowDays: got/);
  });

  test("has these addresses", () => {
    expect(synthesizeSecret().addresses).toMatchInlineSnapshot(`
     [
       "aws_secretsmanager_secret.origin-secret_5738FE7C",
       "aws_secretsmanager_secret_version.origin-secret_version_AA800CE6",
       "terraform_data.origin-secret_value_40FB0C79",
     ]
    `);
  });
});
