import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { ServiceRole } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

const ROLE_ARN = "arn:aws:iam::111122223333:role/team/shop-worker";
const SEND = { sid: "Send", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:111122223333:orders"] };

describe("ServiceRole.fromArn", () => {
  test("adds one inline policy, named after the construct path, at the first grant", () => {
    const stack = synthesizeStack((scope) => {
      const role = ServiceRole.fromArn(scope, "worker", ROLE_ARN);
      role.addStatement(SEND);
      role.addStatement({ ...SEND, sid: "Receive", actions: ["sqs:ReceiveMessage"] });
    });
    expect(stack.resource("aws_iam_role_policy")).toMatchObject({ name: "test-worker", role: "shop-worker" });
    expect(stack.statements("permissions").map(({ sid }) => sid)).toEqual(["Send", "Receive"]);
    expect(stack.resources("aws_iam_role")).toEqual({});
  });

  test("creates nothing without a grant", () => {
    const stack = synthesizeStack((scope) => {
      const { roleArn, roleName } = ServiceRole.fromArn(scope, "worker", ROLE_ARN);
      new SqsQueue(scope, "queue", { tags: { roleArn, roleName } });
    });
    expect(stack.resources("aws_iam_role_policy")).toEqual({});
    expect(stack.resource("aws_sqs_queue")).toMatchObject({ tags: { roleArn: ROLE_ARN, roleName: "shop-worker" } });
  });

  test("accepts a role that the stack creates", () => {
    const stack = synthesizeStack((scope) => {
      const role = new IamRole(scope, "foreign", { assumeRolePolicy: "{}" });
      ServiceRole.fromArn(scope, "worker", role.arn).addStatement(SEND);
    });
    expect(stack.resource("aws_iam_role_policy")).toMatchObject({ role: "${basename(aws_iam_role.foreign.arn)}" });
  });

  test("refuses the ARN of a user and a path that is too long for a policy name", () => {
    const create = (id: string, arn: string) => () => synthesizeStack((scope) => ServiceRole.fromArn(scope, id, arn));
    expect(create("worker", "arn:aws:iam::111122223333:user/ada")).toThrow(
      /test\/worker: roleArn: got ".*user\/ada"; allowed: the ARN of an IAM role of account 111122223333; pass the ARN of a role/,
    );
    expect(create("w".repeat(124), ROLE_ARN)).toThrow(/allowed: a role policy name of at most 128 characters/);
    expect(create("w".repeat(123), ROLE_ARN)).not.toThrow();
  });
});
