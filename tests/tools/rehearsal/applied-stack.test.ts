import { AppliedStack, type TerraformState } from "../../../tools/rehearsal/applied-stack";

const document = (action: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

const resource = (type: string, name: string, values: object) =>
  ({ address: `${type}.${name}`, mode: "managed", type, name, values: { ...values } }) as const;

const ADMIN = "arn:aws:iam::111122223333:policy/admin";

const state: TerraformState = {
  values: {
    root_module: {
      resources: [
        resource("aws_iam_role", "api", { name: "shop-api" }),
        resource("aws_iam_role", "worker", { name: "shop-worker" }),
        resource("aws_iam_role_policy", "api", { role: "shop-api", policy: document("sqs:SendMessage") }),
        resource("aws_iam_policy", "admin", { arn: "arn:aws:iam::111122223333:policy/admin", policy: document("*") }),
        resource("aws_iam_role_policy_attachment", "api", {
          role: "shop-api",
          policy_arn: "arn:aws:iam::111122223333:policy/admin",
        }),
      ],
    },
  },
};

const applied = new AppliedStack("shop", state);

describe("AppliedStack", () => {
  test("counts attached policies of the same stack as statements of the role", () => {
    expect(applied.statementsOf("shop-api").map(({ actions }) => actions)).toEqual([["sqs:SendMessage"], ["*"]]);
    expect(applied.statementsOf("shop-worker")).toEqual([]);
  });

  test("finds roles and resources by a text or an expression", () => {
    expect(applied.statementsOf(/api$/)).toHaveLength(2);
    expect(applied.managedPolicies(/api$/)).toEqual(["arn:aws:iam::111122223333:policy/admin"]);
    expect(applied.resource("aws_iam_role", /\.worker$/)).toEqual({ name: "shop-worker" });
  });

  test("prefers the resource with exactly the name", () => {
    const resources = ["order", "order-errors"].map((name) => resource("aws_sqs_queue", name, { name }));
    const queues = new AppliedStack("shop", { values: { root_module: { resources } } });
    expect(queues.resource("aws_sqs_queue", "order")).toEqual({ name: "order" });
  });

  test("finds the same role each time by an expression with the flag g", () => {
    const api = /api/g;
    expect([1, 2].map(() => applied.statementsOf(api).length)).toEqual([2, 2]);
    expect([1, 2].map(() => applied.resource("aws_iam_policy", /admin/g)["arn"])).toHaveLength(2);
  });

  test.each([
    ["the role itself", resource("aws_iam_role", "api", { name: "shop-api", managed_policy_arns: [ADMIN] })],
    [
      "an exclusive attachment",
      resource("aws_iam_role_policy_attachments_exclusive", "api", { role_name: "shop-api", policy_arns: [ADMIN] }),
    ],
    [
      "an attachment of several roles",
      resource("aws_iam_policy_attachment", "a", { roles: ["shop-api"], policy_arn: ADMIN }),
    ],
  ])("counts policies that %s attaches", (_, attaching) => {
    const role = resource("aws_iam_role", "role", { name: "shop-api", managed_policy_arns: null });
    const policy = resource("aws_iam_policy", "admin", { arn: ADMIN, policy: document("*") });
    const roles = attaching.type === "aws_iam_role" ? [attaching] : [role, attaching];
    const one = new AppliedStack("shop", { values: { root_module: { resources: [...roles, policy] } } });
    expect(one.statementsOf("shop-api").map(({ actions }) => actions)).toEqual([["*"]]);
  });

  test("throws for a role that the stack does not have, with the roles that it has", () => {
    expect(() => applied.statementsOf("shop-apu")).toThrow(
      'expected one role like "shop-apu", found shop-api, shop-worker',
    );
    expect(() => applied.managedPolicies(/shop/)).toThrow('like "/shop/", found shop-api, shop-worker');
  });
});
