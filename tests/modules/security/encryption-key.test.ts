import { InputError } from "../../../modules/core";
import { EncryptionKey, type EncryptionKeyProps } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const props: Omit<EncryptionKeyProps, "regional"> = {
  name: "shop-data",
  description: "Data at rest",
  account: "111122223333",
};

const synthesizeKey = (differences: Partial<EncryptionKeyProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new EncryptionKey(stack, "data-key", { ...props, regional: stack.providerIn("us-east-1"), ...differences }),
  );

describe("EncryptionKey", () => {
  test("rotates, waits 30 days before deletion and refuses to be destroyed by default", () => {
    expect(synthesizeKey().resource("aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const stack = synthesizeKey({ services: undefined, deletionWindowDays: undefined, deletionProtection: undefined });
    expect(stack.statements("key-policy")).toHaveLength(1);
    expect(stack.resource("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("can be made deletable with a shorter window", () => {
    expect(synthesizeKey({ deletionProtection: false, deletionWindowDays: 7 }).resource("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 7,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("lets only log groups of its own account and region use it", () => {
    expect(synthesizeKey({ services: ["logs"] }).statements("key-policy")[1]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["logs.us-east-1.amazonaws.com"] }],
      condition: [
        {
          test: "ArnLike",
          variable: "kms:EncryptionContext:aws:logs:arn",
          values: ["arn:aws:logs:us-east-1:111122223333:log-group:*"],
        },
      ],
    });
  });

  test.each([
    ["alarms", "cloudwatch.amazonaws.com"],
    ["backup", "backup.amazonaws.com"],
  ] as const)("pins the %s service to its own account", (service, principal) => {
    expect(synthesizeKey({ services: [service] }).statements("key-policy")[1]).toMatchObject({
      principals: [{ type: "Service", identifiers: [principal] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
    });
  });

  test("grants use as a statement of the grantee's role", () => {
    const stack = synthesizeStack((scope) =>
      new EncryptionKey(scope, "data-key", { ...props, regional: scope.providerIn("us-east-1") }).grantUse(
        testRole(scope),
      ),
    );
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({ sid: "UseDataKey", resources: [expect.stringContaining("aws_kms_key.data-key")] }),
    ]);
  });

  test("lives in another region through that region's provider", () => {
    const stack = synthesizeStack(
      (scope) =>
        new EncryptionKey(scope, "data-key", {
          ...props,
          regional: scope.providerIn("us-west-2"),
          services: ["logs"],
        }),
    );
    expect(stack.resource("aws_kms_key")).toMatchObject({ provider: "aws.us-west-2" });
    expect(stack.resource("aws_kms_alias")).toMatchObject({ provider: "aws.us-west-2" });
    expect(stack.statements("key-policy")[1]).toMatchObject({
      principals: [{ identifiers: ["logs.us-west-2.amazonaws.com"] }],
    });
  });

  test("names every invalid setting at once", () => {
    const invalid = () => synthesizeKey({ name: "shop data", account: "123", deletionWindowDays: 3 });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/data-key: account: got "123"/);
    expect(invalid).toThrow(/deletionWindowDays: got 3; allowed: a whole number from 7 to 30/);
    expect(invalid).toThrow(/name: got "alias\/shop data"/);
  });

  test("has these addresses", () => {
    expect(synthesizeKey().addresses).toMatchInlineSnapshot(`
     [
       "aws_kms_alias.data-key_alias_22743A5D",
       "aws_kms_key.data-key_5D719C34",
       "data.aws_iam_policy_document.data-key_key-policy_document_DA115F98",
     ]
    `);
  });
});
