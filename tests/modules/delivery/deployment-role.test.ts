import { InputError } from "../../../modules/core";
import { DeploymentRole, buildRoleArn, type DeploymentRoleProps } from "../../../modules/delivery";
import { synthesizeStack } from "../../../testing";

const props: DeploymentRoleProps = {
  name: "shop-publish",
  description: "Publishes the site",
  trustedAccount: "444455556666",
  trustedRoleArns: [buildRoleArn("444455556666", "shop-publish-*")],
  statements: [{ sid: "Publish", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::shop-site/*"] }],
};

const synthesizeRole = (differences: Partial<DeploymentRoleProps> = {}) =>
  synthesizeStack((stack) => new DeploymentRole(stack, "publish-role", { ...props, ...differences }));

describe("DeploymentRole", () => {
  test("R-S1 the trust names build roles of one account, which need not exist yet", () => {
    expect(synthesizeRole().statements("trust")).toEqual([
      {
        sid: "AssumedByBuilds",
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
        condition: [
          {
            test: "ArnLike",
            variable: "aws:PrincipalArn",
            values: ["arn:aws:iam::444455556666:role/shop-publish-*-build"],
          },
        ],
      },
    ]);
  });

  test("the permissions are the statements and the grants", () => {
    const stack = synthesizeStack((scope) =>
      new DeploymentRole(scope, "publish-role", props).addStatement({
        sid: "Refresh",
        actions: ["cloudfront:CreateInvalidation"],
        resources: ["arn:aws:cloudfront::111122223333:distribution/E1"],
      }),
    );
    expect(stack.statements("permissions").map(({ sid }) => sid)).toEqual(["Publish", "Refresh"]);
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-publish", description: "Publishes the site" });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeRole({ name: "shop publish", trustedAccount: "4444", trustedRoleArns: ["*"], statements: [] });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/publish-role: trustedAccount: got "4444"/);
    expect(invalid).toThrow(/trustedRoleArns: got "\*"; allowed: the ARN of a role of account 4444; name the roles/);
    expect(invalid).toThrow(/statements: got \[\]; allowed: at least one statement/);
    expect(invalid).toThrow(/name: got "shop publish"/);
  });

  test.each([
    ["roles of another account", "arn:aws:iam::999999999999:role/shop-build"],
    ["all roles of the account", "arn:aws:iam::444455556666:role/*"],
    ["users", "arn:aws:iam::444455556666:user/somebody"],
  ])("%s is not trusted", (_what, arn) => {
    expect(() => synthesizeRole({ trustedRoleArns: [arn] })).toThrow(/trustedRoleArns: got "arn/);
  });

  test("an empty list of trusted roles is refused", () => {
    expect(() => synthesizeRole({ trustedRoleArns: [] })).toThrow(
      /trustedRoleArns: got \[\]; allowed: at least one role/,
    );
  });

  test("the addresses are these", () => {
    expect(synthesizeRole().addresses).toMatchInlineSnapshot(`
     [
       "aws_iam_role.publish-role_3BD0AF83",
       "aws_iam_role_policy.publish-role_policy_7934DE6E",
       "data.aws_iam_policy_document.publish-role_permissions_document_F4CCEDA0",
       "data.aws_iam_policy_document.publish-role_trust_document_EA13E875",
     ]
    `);
  });
});
