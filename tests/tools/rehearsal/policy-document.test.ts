import { renderPolicyDocument } from "../../../tools/rehearsal/provider/policy-document";

const render = (config: Parameters<typeof renderPolicyDocument>[0]): unknown =>
  JSON.parse(renderPolicyDocument(config)["minified_json"] as string);

test("effect and version have defaults, and lists with one item are strings", () => {
  expect(render({ statement: [{ actions: ["s3:GetObject"], resources: ["*"] }] })).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
  });
});

test("keys are in the provider's order and sets are sorted in reverse", () => {
  const statement = {
    sid: "Read",
    actions: ["s3:GetObject", "s3:PutObject"],
    resources: ["arn:aws:s3:::a", "arn:aws:s3:::b"],
    principals: [{ type: "AWS", identifiers: ["1", "2"] }],
    condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["b", "a"] }],
  };
  expect(renderPolicyDocument({ statement: [statement] })["minified_json"]).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],' +
      '"Resource":["arn:aws:s3:::b","arn:aws:s3:::a"],"Principal":{"AWS":["2","1"]},' +
      '"Condition":{"StringEquals":{"aws:SourceAccount":["b","a"]}}}]}',
  );
});

test("the principal everyone is a star, and policy variables start with a dollar", () => {
  const statement = {
    actions: ["iam:GetUser"],
    resources: ["arn:aws:iam::*:user/&{aws:username}"],
    principals: [{ type: "*", identifiers: ["*"] }],
  };
  expect(render({ statement: [statement] })).toMatchObject({
    Statement: [{ Principal: "*", Resource: "arn:aws:iam::*:user/${aws:username}" }],
  });
});

test("conditions of the same test and variable are merged", () => {
  const condition = ["a", "b"].map((value) => ({ test: "StringLike", variable: "aws:x", values: [value] }));
  expect(render({ statement: [{ actions: ["a:b"], resources: ["*"], condition }] })).toMatchObject({
    Statement: [{ Condition: { StringLike: { "aws:x": ["a", "b"] } } }],
  });
});

test("an override replaces the statement with the same id", () => {
  const document = JSON.stringify({ Statement: { Sid: "A", Effect: "Deny", Action: "*", Resource: "*" } });
  const statement = [{ sid: "A", actions: ["a:b"], resources: ["*"] }];
  expect(render({ statement, override_policy_documents: [document] })).toMatchObject({
    Statement: [{ Sid: "A", Effect: "Deny" }],
  });
  expect(() => render({ statement, source_policy_documents: [document] })).toThrow("duplicate Sid (A)");
});
