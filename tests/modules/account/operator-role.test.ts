import { Token } from "cdktf";
import { OperatorRole, type OperatorRoleProps } from "../../../modules/account";
import { InputError } from "../../../modules/core/index";
import { synthesizeStack, type TestStack } from "../../../testing/index";

const user = "arn:aws:iam::444455556666:user/operators/ada";
const role = "arn:aws:iam::444455556666:role/Operators";
const mfa = { test: "Bool", variable: "aws:MultiFactorAuthPresent", values: ["true"] };
const ownName = { test: "StringEquals", variable: "sts:RoleSessionName", values: ["&{aws:username}"] };

const props: OperatorRoleProps = {
  name: "shop-dev-operator",
  trustedPrincipalArns: [user],
  logGroupPrefixes: ["/aws/lambda/shop-dev"],
};

const synthesizeRole = (differences: Partial<OperatorRoleProps> = {}) =>
  synthesizeStack((stack) => new OperatorRole(stack, "operators", { ...props, ...differences }));

const permissions = (stack: TestStack) => stack.statements("operators_permissions");
const permission = (stack: TestStack, sid: string) => permissions(stack).find((statement) => statement["sid"] === sid);
const actionsOf = (stack: TestStack) => permissions(stack).flatMap(({ actions }) => actions as string[]);

describe("OperatorRole", () => {
  test("R-S1 trusts exactly the named users, with a second factor and a session of their own name", () => {
    expect(synthesizeRole().statements("operators_trust")).toEqual([
      {
        sid: "UsersUnderTheirOwnName",
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "AWS", identifiers: [user] }],
        condition: [mfa, ownName],
      },
    ]);
  });

  test("R-S1 trusts roles with a second factor, without a rule for the session name", () => {
    expect(synthesizeRole({ trustedPrincipalArns: [user, role] }).statements("operators_trust")).toMatchObject([
      { principals: [{ identifiers: [user] }], condition: [mfa, ownName] },
      { sid: "Roles", principals: [{ identifiers: [role] }], condition: [mfa] },
    ]);
  });

  test("treats an ARN that is unknown until apply as that of a role", () => {
    const arn = Token.asString({ resolve: () => "${local.role}" });
    expect(synthesizeRole({ trustedPrincipalArns: [arn] }).statements("operators_trust")).toMatchObject([
      { sid: "Roles", principals: [{ identifiers: ["${local.role}"] }] },
    ]);
  });

  test("can delegate the second factor to the identity provider", () => {
    const [users, roles] = synthesizeRole({ trustedPrincipalArns: [user, role], requireMfa: false }).statements(
      "operators_trust",
    );
    expect(users).toMatchObject({ condition: [ownName] });
    expect(roles).toMatchObject({ condition: [] });
  });

  test("limits sessions to one hour by default", () => {
    expect(synthesizeRole().resource("aws_iam_role")).toMatchObject({
      name: "shop-dev-operator",
      max_session_duration: 3600,
    });
    expect(synthesizeRole({ maxSessionHours: undefined }).resource("aws_iam_role")).toMatchObject({
      max_session_duration: 3600,
    });
    expect(synthesizeRole({ maxSessionHours: 12 }).resource("aws_iam_role")).toMatchObject({
      max_session_duration: 43200,
    });
  });

  test("R-S1 reads the logs of the platform only", () => {
    const stack = synthesizeRole({ logGroupPrefixes: ["/aws/lambda/shop-dev", "/shop/dev/"] });
    expect(permission(stack, "ReadPlatformLogs")).toMatchObject({
      resources: [
        "arn:aws:logs:*:111122223333:log-group:/aws/lambda/shop-dev*",
        "arn:aws:logs:*:111122223333:log-group:/shop/dev/*",
      ],
    });
  });

  test("R-S1 reads no secret and no data and changes no existing resource", () => {
    const stack = synthesizeRole({ restoreRoleArn: "arn:aws:iam::111122223333:role/restore" });
    const changing = actionsOf(stack).filter((action) => !/:(?:Describe|Get|List|Filter|GET$)/.test(action));
    expect(changing.sort()).toEqual(["backup:StartRestoreJob", "iam:PassRole", "logs:StartQuery", "logs:StopQuery"]);
    expect(actionsOf(stack).join()).not.toMatch(/secretsmanager|ssm:|kms:|s3:|dynamodb|cloudfront|lambda:GetFunction,/);
  });

  test("R-S1 has a wildcard only where AWS offers no resources, and limits it to the platform's regions", () => {
    const stack = synthesizeRole();
    const unscoped = permissions(stack).filter(({ resources }) => (resources as string[]).includes("*"));
    expect(unscoped.map(({ sid, condition }) => [sid, condition])).toEqual([
      ["ReadMetrics", undefined],
      ["FollowLogQueries", undefined],
      ["DescribeNetwork", [{ test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1"] }]],
      ["FollowBackupJobs", [{ test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1"] }]],
    ]);
  });

  test("reads backups but starts no restore without a restore role", () => {
    const stack = synthesizeRole();
    expect(permission(stack, "ReadBackups")).toMatchObject({
      resources: [
        "arn:aws:backup:us-east-1:111122223333:backup-vault:*",
        "arn:aws:backup:us-east-1:111122223333:recovery-point:*",
        "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:awsbackup:*",
      ],
    });
    expect(permission(stack, "StartRestores")).toBeUndefined();
    expect(permission(stack, "PassRestoreRole")).toBeUndefined();
  });

  test("starts restores in both regions with the restore role, which it can pass to AWS Backup only", () => {
    const stack = synthesizeRole({
      recoveryRegion: "us-west-2",
      restoreRoleArn: "arn:aws:iam::111122223333:role/restore",
    });
    expect(permission(stack, "StartRestores")).toMatchObject({
      actions: ["backup:StartRestoreJob"],
      resources: [
        "arn:aws:backup:us-east-1:111122223333:recovery-point:*",
        "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:awsbackup:*",
        "arn:aws:backup:us-west-2:111122223333:recovery-point:*",
        "arn:aws:rds:us-west-2:111122223333:cluster-snapshot:awsbackup:*",
      ],
    });
    expect(permission(stack, "PassRestoreRole")).toMatchObject({
      actions: ["iam:PassRole"],
      resources: ["arn:aws:iam::111122223333:role/restore"],
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["backup.amazonaws.com"] }],
    });
  });

  test("lists a recovery region that is the main region once", () => {
    expect(permission(synthesizeRole({ recoveryRegion: "us-east-1" }), "DescribeNetwork")).toMatchObject({
      condition: [{ values: ["us-east-1"] }],
    });
  });

  test("accepts further grants", () => {
    const stack = synthesizeStack((scope) =>
      new OperatorRole(scope, "operators", props).addStatement({
        sid: "ReadConfiguration",
        actions: ["ssm:GetParametersByPath"],
        resources: ["arn:aws:ssm:us-east-1:111122223333:parameter/shop/dev/*"],
      }),
    );
    expect(permission(stack, "ReadConfiguration")).toMatchObject({ actions: ["ssm:GetParametersByPath"] });
  });

  test.each([
    "*",
    "arn:aws:iam::444455556666:root",
    "444455556666",
    "arn:aws:iam::444455556666:user/*",
    "arn:aws:iam::*:role/Operators",
    "arn:aws:sts::444455556666:assumed-role/Operators/ada",
  ])("refuses to trust %s", (principal) => {
    expect(() => synthesizeRole({ trustedPrincipalArns: [principal] })).toThrow(
      /allowed: the ARN of one IAM user or role; name the operators of the platform, never a wildcard or a whole account/,
    );
  });

  test.each(["", "/", "*", "/aws", "/aws/", "/aws/lambda", "/aws/lambda/", "/aws/lambda/*"])(
    'refuses the log group prefix "%s", which is wider than a platform',
    (prefix) => {
      expect(() => synthesizeRole({ logGroupPrefixes: [prefix] })).toThrow(
        /a log group prefix that is specific to the platform/,
      );
    },
  );

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeRole({
        name: "shop operator",
        recoveryRegion: "mars-south-1" as "us-east-1",
        maxSessionHours: 13,
        restoreRoleArn: "restore",
        trustedPrincipalArns: [],
        logGroupPrefixes: [],
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/6 invalid settings/);
    expect(invalid).toThrow(/test\/operators: recoveryRegion: got "mars-south-1"/);
    expect(invalid).toThrow(/maxSessionHours: got 13; allowed: a whole number from 1 to 12/);
    expect(invalid).toThrow(/restoreRoleArn: got "restore"; allowed: the ARN of an IAM role of account/);
    expect(invalid).toThrow(/name: got "shop operator"; allowed: a role name/);
    expect(invalid).toThrow(/trustedPrincipalArns: got \[\]; allowed: at least one: the ARN/);
    expect(invalid).toThrow(/logGroupPrefixes: got \[\]; allowed: at least one: a log group prefix/);
  });

  test("has the golden addresses", () => {
    expect(synthesizeRole().addresses).toMatchInlineSnapshot(`
     [
       "aws_iam_role.operators_role_F3391361",
       "aws_iam_role_policy.operators_policy_1CBB917B",
       "data.aws_iam_policy_document.operators_permissions_document_B4FCD015",
       "data.aws_iam_policy_document.operators_trust_document_E42A48D7",
     ]
    `);
  });
});
