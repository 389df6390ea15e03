import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { InputError, PolicyDocument, sidOf, type PolicyStatement } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

const read: PolicyStatement = {
  sid: "ReadOrders",
  actions: ["dynamodb:GetItem"],
  resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"],
};

const synthesizeStatements = (...statements: PolicyStatement[]) =>
  synthesizeStack((stack) => new PolicyDocument(stack, "policy", statements)).statements("policy");

const adding = (statement: Partial<PolicyStatement>) => () => synthesizeStatements({ ...read, ...statement });

describe("PolicyDocument", () => {
  test("writes every part of a statement for the provider to render", () => {
    const statement: PolicyStatement = {
      sid: "ReadFromOurAccount",
      effect: "Deny",
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::shop/*"],
      principals: [{ type: "AWS", identifiers: ["*"] }],
      conditions: [{ test: "StringNotEquals", variable: "aws:PrincipalAccount", values: ["111122223333"] }],
    };
    expect(synthesizeStatements(statement)).toEqual([
      {
        sid: "ReadFromOurAccount",
        effect: "Deny",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::shop/*"],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [{ test: "StringNotEquals", variable: "aws:PrincipalAccount", values: ["111122223333"] }],
      },
    ]);
  });

  test("allows unless told otherwise, and leaves out what a statement does not have", () => {
    expect(synthesizeStatements({ sid: "Trust", actions: ["sts:AssumeRole"] })).toEqual([
      { sid: "Trust", effect: "Allow", actions: ["sts:AssumeRole"] },
    ]);
  });

  test("keeps the reason for a wildcard to reviewers of the code", () => {
    const [statement] = synthesizeStatements({
      ...read,
      resources: ["*"],
      unscopedBecause: "metrics are no resources",
    });
    expect(JSON.stringify(statement)).not.toContain("metrics are no resources");
  });

  test("grows in the order in which statements are added", () => {
    const stack = synthesizeStack((scope) => {
      const document = new PolicyDocument(scope, "policy", [read]);
      document.add({ ...read, sid: "Second" });
      new IamRole(scope, "role", { assumeRolePolicy: document.json });
    });
    expect(stack.statements("policy").map(({ sid }) => sid)).toEqual(["ReadOrders", "Second"]);
    expect(stack.resource("aws_iam_role")).toMatchObject({
      assume_role_policy: expect.stringMatching(/^\$\{data\.aws_iam_policy_document\.policy_document_\w+\.json\}$/),
    });
  });

  test("takes the same statement twice as one", () => {
    expect(synthesizeStatements(read, { ...read })).toHaveLength(1);
  });

  test("takes a statement as the same when its tokens stand for the same attribute", () => {
    const stack = synthesizeStack((scope) => {
      const role = new IamRole(scope, "role", { assumeRolePolicy: "{}" });
      const document = new PolicyDocument(scope, "policy");
      document.add({ ...read, resources: [role.arn] });
      document.add({ ...read, resources: [role.arn] });
    });
    expect(stack.statements("policy")).toHaveLength(1);
  });

  test("refuses another statement under a sid that it has", () => {
    const conflict = () => synthesizeStatements(read, { ...read, actions: ["dynamodb:Query"] });
    expect(conflict).toThrow(InputError);
    expect(conflict).toThrow(/test\/policy: sid: got "ReadOrders"; allowed: a sid that no other statement/);
  });

  test.each([["*"], ["dynamodb:*"], ["dynamodb:**"], ["GetItem"], ["dynamodb:Get Item"]])(
    "refuses to allow the action %s",
    (action) => {
      expect(adding({ actions: [action] })).toThrow(
        /statement ReadOrders actions: got .*; allowed: service:Action without a service-wide wildcard/,
      );
    },
  );

  test.each([["dynamodb:Get*"], ["dynamodb:GetItem"]])("allows the action %s", (action) => {
    expect(adding({ actions: [action] })).not.toThrow();
  });

  test("allows every action of a service with a reason, or to deny it", () => {
    expect(adding({ actions: ["kms:*"], unscopedBecause: "the key's own policy" })).not.toThrow();
    expect(adding({ actions: ["s3:*"], effect: "Deny" })).not.toThrow();
    expect(adding({ actions: ["kms:*"], unscopedBecause: "" })).toThrow(/without a service-wide wildcard/);
  });

  test.each([["*"], ["**"]])("refuses to allow the resource %s without a reason", (resource) => {
    const message = /statement ReadOrders resources: got .*; allowed: ARNs; name the resources, or give the reason/;
    expect(adding({ resources: [resource] })).toThrow(message);
    expect(adding({ resources: [resource], unscopedBecause: "" })).toThrow(message);
    expect(adding({ resources: [resource], unscopedBecause: "metrics are no resources" })).not.toThrow();
  });

  test("takes * as the resource of a denial and of a resource policy, where it is the resource itself", () => {
    expect(adding({ resources: ["*"], effect: "Deny" })).not.toThrow();
    const principals = [{ type: "Service", identifiers: ["logs.us-east-1.amazonaws.com"] }] as const;
    expect(adding({ resources: ["*"], principals })).not.toThrow();
  });

  test("names everything wrong with a statement at once", () => {
    const invalid = () => synthesizeStatements({ sid: "read orders", actions: [], resources: ["*"] });
    expect(invalid).toThrow(/3 invalid settings/);
    expect(invalid).toThrow(/sid: got "read orders"; allowed: letters and digits/);
    expect(invalid).toThrow(/statement read orders actions: got \[\]; allowed: at least one action/);
    expect(invalid).toThrow(/statement read orders resources: got \["\*"\]/);
  });
});

describe("sidOf", () => {
  test("is the verb and the owner's path below the stack, in letters and digits", () => {
    synthesizeStack((stack) => {
      const shop = new Construct(stack, "shop");
      expect(sidOf("Send", new Construct(shop, "orders-queue-2"))).toBe("SendShopOrdersQueue2");
    });
  });
});
