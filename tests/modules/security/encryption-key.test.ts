import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Token } from "cdktf";
import { InputError, type KeyReference } from "../../../modules/core";
import { EncryptionKey, type EncryptionKeyProps } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const props: EncryptionKeyProps = { name: "shop-data", description: "Data at rest" };

const synthesizeKey = (differences: Partial<EncryptionKeyProps> = {}) =>
  synthesizeStack((stack) => new EncryptionKey(stack, "data-key", { ...props, ...differences }));

describe("EncryptionKey", () => {
  test("rotates, has a deletion window of 30 days and is protected from deletion by default", () => {
    expect(synthesizeKey().resource("aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("applies its defaults to settings that are undefined", () => {
    const stack = synthesizeKey({ services: undefined, deletionWindowDays: undefined, deletionProtection: undefined });
    expect(stack.statements("key-policy")).toHaveLength(1);
    expect(stack.resource("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("can be deletable with a shorter window", () => {
    expect(synthesizeKey({ deletionProtection: false, deletionWindowDays: 7 }).resource("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 7,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("admits only log groups of its own account and region", () => {
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
    ["events", "events.amazonaws.com"],
    ["budgets", "budgets.amazonaws.com"],
    ["notifications", "codestar-notifications.amazonaws.com"],
  ] as const)("limits the %s service to its own account", (service, principal) => {
    expect(synthesizeKey({ services: [service] }).statements("key-policy")[1]).toMatchObject({
      principals: [{ type: "Service", identifiers: [principal] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
    });
  });

  test("admits distributions of the account for objects of a site", () => {
    expect(synthesizeKey({ services: ["cloudfront"] }).statements("key-policy")[1]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      condition: [
        { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:cloudfront::111122223333:distribution/*"] },
      ],
    });
  });

  test("grants use as a statement of the grantee's role", () => {
    const stack = synthesizeStack((scope) => new EncryptionKey(scope, "data-key", props).grantUse(testRole(scope)));
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

  test("reports every invalid setting at once", () => {
    const invalid = () => synthesizeKey({ name: "shop data", description: "x".repeat(8193), deletionWindowDays: 3 });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/data-key: description: got "x+"; allowed: at most 8192 characters/);
    expect(invalid).toThrow(/deletionWindowDays: got 3; allowed: a whole number from 7 to 30/);
    expect(invalid).toThrow(/name: got "alias\/shop data"/);
  });

  test("has the golden addresses", () => {
    expect(synthesizeKey().addresses).toMatchInlineSnapshot(`
     [
       "aws_kms_alias.data-key_alias_22743A5D",
       "aws_kms_key.data-key_5D719C34",
       "data.aws_iam_policy_document.data-key_key-policy_document_DA115F98",
     ]
    `);
  });
});

describe("EncryptionKey.fromArn", () => {
  const keyArn = "arn:aws:kms:us-west-2:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000";

  test("creates no resource and grants use of the key", () => {
    const stack = synthesizeStack((scope) =>
      EncryptionKey.fromArn(scope, "data-key", keyArn).grantUse(testRole(scope)),
    );
    expect(stack.addresses.filter((address) => address.startsWith("aws_kms"))).toEqual([]);
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "UseDataKey",
        effect: "Allow",
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        resources: [keyArn],
      },
    ]);
  });

  test("has the region of a literal ARN, also as a type", () => {
    synthesizeStack((scope) => {
      const key: KeyReference<"us-west-2"> = EncryptionKey.fromArn(scope, "data-key", keyArn);
      // @ts-expect-error the key is in us-west-2
      const other: KeyReference<"us-east-1"> = key;
      expect(other).toMatchObject({ keyArn, region: "us-west-2" });
      new SqsQueue(scope, "queue", {});
    });
  });

  test("counts as a key of the stack's region while its ARN is unknown", () => {
    synthesizeStack((scope) => {
      const arn = Token.asString({ resolve: () => "${local.key}" });
      expect(EncryptionKey.fromArn(scope, "data-key", arn).region).toBe("us-east-1");
      new SqsQueue(scope, "queue", {});
    });
  });

  test("refuses an alias, which IAM does not resolve", () => {
    const alias = "arn:aws:kms:us-east-1:111122223333:alias/shop";
    expect(() => synthesizeStack((scope) => EncryptionKey.fromArn(scope, "data-key", alias))).toThrow(
      /test\/data-key: keyArn: got "arn:.*alias\/shop"; allowed: the ARN of a KMS key; pass the ARN of the key itself/,
    );
  });
});

describe("EncryptionKey.admit", () => {
  test("adds a service to the key policy once, limited to the account", () => {
    const stack = synthesizeStack((scope) => {
      const key = new EncryptionKey(scope, "data-key", { ...props, services: ["events"] });
      expect([key.admit("sns"), key.admit("sns"), key.admit("events")]).toEqual([true, true, true]);
    });
    expect(stack.statements("key-policy").slice(1)).toMatchObject([
      { sid: "EventRulesOfThisAccount" },
      {
        sid: "TopicsOfThisAccount",
        principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
        condition: [{ test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:sns:*:111122223333:*"] }],
      },
    ]);
  });

  test("adds nothing to the policy of an existing key, which admits the services that are listed", () => {
    synthesizeStack((scope) => {
      const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1";
      const key = EncryptionKey.fromArn(scope, "data-key", keyArn, { services: ["sns"] });
      expect([key.admit?.("sns"), key.admit?.("events")]).toEqual([true, false]);
      expect(EncryptionKey.fromArn(scope, "other-key", keyArn).admit?.("sns")).toBe(false);
    });
  });
});
