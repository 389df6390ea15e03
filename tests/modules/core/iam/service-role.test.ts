import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { InputError, ServiceRole, type ServiceRoleProps } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

const props: ServiceRoleProps = { name: "shop-api", description: "Runs the API", service: "lambda.amazonaws.com" };

const synthesizeRole = (differences: Partial<ServiceRoleProps> = {}) =>
  synthesizeStack((stack) => new ServiceRole(stack, "role", { ...props, ...differences }));

describe("ServiceRole", () => {
  test("trusts its service alone", () => {
    const stack = synthesizeRole();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-api", description: "Runs the API" });
    expect(stack.statements("trust")).toEqual([
      {
        sid: "AssumedByService",
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ]);
  });

  test("can pin its trust", () => {
    const condition = { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] };
    expect(synthesizeRole({ trustConditions: [condition] }).statements("trust")).toMatchObject([
      { condition: [condition] },
    ]);
  });

  test("has no policy until something is granted, and then one", () => {
    expect(synthesizeRole().resources("aws_iam_role_policy")).toEqual({});
    const stack = synthesizeStack((scope) => {
      const role = new ServiceRole(scope, "role", props);
      const arn = "arn:aws:sqs:us-east-1:111122223333:orders";
      role.addStatement({ sid: "SendOrders", actions: ["sqs:SendMessage"], resources: [arn] });
      role.addStatement({ sid: "ReceiveOrders", actions: ["sqs:ReceiveMessage"], resources: [arn] });
    });
    expect(stack.statements("permissions").map(({ sid }) => sid)).toEqual(["SendOrders", "ReceiveOrders"]);
    expect(stack.resource("aws_iam_role_policy")).toMatchObject({
      name: "permissions",
      role: expect.stringMatching(/^\$\{aws_iam_role\.role_\w+\.id\}$/),
      policy: expect.stringMatching(/^\$\{data\.aws_iam_policy_document\.role_permissions_document_\w+\.json\}$/),
    });
  });

  test("attaches managed policies under ids that say what they are", () => {
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup";
    const stack = synthesizeRole({ managedPolicyArns: { "backup-policy": policyArn } });
    expect(stack.resource("aws_iam_role_policy_attachment", "backup-policy")).toMatchObject({ policy_arn: policyArn });
  });

  test("gives its ARN and its name", () => {
    const stack = synthesizeStack((scope) => {
      const { roleArn, roleName } = new ServiceRole(scope, "role", props);
      new SqsQueue(scope, "queue", { tags: { roleArn, roleName } });
    });
    expect(stack.resource("aws_sqs_queue")).toMatchObject({
      tags: {
        roleArn: expect.stringMatching(/^\$\{aws_iam_role\.role_\w+\.arn\}$/),
        roleName: expect.stringMatching(/^\$\{aws_iam_role\.role_\w+\.name\}$/),
      },
    });
  });

  test("refuses a name over IAM's limit", () => {
    const invalid = () => synthesizeRole({ name: "x".repeat(65) });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/role: name: got "x{65}"; allowed: a role name of at most 64 characters/);
  });

  test("has these addresses", () => {
    expect(synthesizeRole().addresses).toMatchInlineSnapshot(`
     [
       "aws_iam_role.role_3D9F059D",
       "data.aws_iam_policy_document.role_trust_document_62563559",
     ]
    `);
  });
});
