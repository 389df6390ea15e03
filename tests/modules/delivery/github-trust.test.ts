import { InputError } from "../../../modules/core";
import { GithubTrust, type GithubRole, type GithubTrustProps } from "../../../modules/delivery/github";
import { synthesizeStack } from "../../../testing";

const repository = { owner: "octo-org", ownerId: "9919", name: "shop", id: "1296269" };
const read = { sid: "ReadState", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-state/*"] };
const write = { sid: "WriteState", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::shop-state/*"] };
const role = (jobs: GithubRole["jobs"], statements = [read]): GithubRole => ({
  name: "shop-github",
  description: "Plans the shop",
  jobs,
  statements,
});

const synthesizeTrust = (differences: Partial<GithubTrustProps>) =>
  synthesizeStack(
    (stack) => new GithubTrust(stack, "github", { repository, roles: { plan: role("pull-request") }, ...differences }),
  );

describe("GithubTrust", () => {
  test("creates the provider of GitHub without a final slash, for the audience of STS", () => {
    expect(synthesizeTrust({}).resource("aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test("uses the provider that the account has", () => {
    const providerArn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    const stack = synthesizeTrust({ providerArn });
    expect(stack.resources("aws_iam_openid_connect_provider")).toEqual({});
    expect(stack.statements("trust")[0]!.principals).toEqual([{ type: "Federated", identifiers: [providerArn] }]);
  });

  test.each([
    ["pull-request" as const, "repo:octo-org@9919/shop@1296269:pull_request"],
    [{ branch: "release/1.x" }, "repo:octo-org@9919/shop@1296269:ref:refs/heads/release/1.x"],
    [{ environment: "prod" }, "repo:octo-org@9919/shop@1296269:environment:prod"],
  ])("jobs %j have one subject with the ids of owner and repository", (jobs, subject) => {
    expect(synthesizeTrust({ roles: { plan: role(jobs) } }).statements("trust")).toMatchObject([
      {
        sid: "AssumedByWorkflows",
        actions: ["sts:AssumeRoleWithWebIdentity"],
        condition: [
          { test: "StringEquals", variable: "token.actions.githubusercontent.com:aud", values: ["sts.amazonaws.com"] },
          { test: "StringEquals", variable: "token.actions.githubusercontent.com:sub", values: [subject] },
        ],
      },
    ]);
  });

  test("permissions stay within the quota of a role", () => {
    const resources = Array.from({ length: 400 }, (_, number) => `arn:aws:s3:::shop-bucket-${number}/*`);
    expect(() => synthesizeTrust({ roles: { plan: role("pull-request", [{ ...read, resources }]) } })).toThrow(
      /permissions: got \d{5} characters; allowed: at most 10240/,
    );
  });

  test("a role of pull requests may not write, one of an environment may", () => {
    expect(() => synthesizeTrust({ roles: { plan: role("pull-request", [read, write]) } })).toThrow(
      /test\/github: roles\.plan\.statements: got "s3:PutObject"; allowed: actions that read; pull requests run code/,
    );
    const others = ["apigateway:GET", "states:ValidateStateMachineDefinition", "kms:Decrypt"];
    const reads = { ...read, sid: "ReadOthers", actions: others };
    expect(() => synthesizeTrust({ roles: { plan: role("pull-request", [read, reads]) } })).not.toThrow();
    const patches = { ...read, sid: "Patch", actions: ["apigateway:PATCH", "apigateway:GETX"] };
    expect(() => synthesizeTrust({ roles: { plan: role("pull-request", [patches]) } })).toThrow(
      /apigateway:PATCH, apigateway:GETX/,
    );
    const denied = { ...write, sid: "Deny", effect: "Deny" as const };
    expect(() => synthesizeTrust({ roles: { plan: role("pull-request", [read, denied]) } })).not.toThrow();
    expect(() => synthesizeTrust({ roles: { apply: role({ environment: "prod" }, [write]) } })).not.toThrow();
  });

  test.each(["s3:*", "s3:Put*", "iam:PassRole", "kms:GenerateDataKey", "sts:AssumeRole"])(
    "a role of pull requests may not have %s",
    (action) => {
      const roles = {
        plan: role("pull-request", [{ ...read, actions: [action], unscopedBecause: "a test" } as never]),
      };
      expect(() => synthesizeTrust({ roles })).toThrow(/allowed: actions that read/);
    },
  );

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeTrust({
        repository: { owner: "octo-org/shop", ownerId: "octo", name: "*", id: "0" },
        providerArn: "arn:aws:iam::111122223333:oidc-provider/gitlab.com",
        roles: {
          plan: { ...role({ branch: "*" }), name: "no name", statements: [] },
          apply: role({ environment: "prod:x" }),
        },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/repository\.owner: got "octo-org\/shop"; allowed: a name without owner and slash/);
    expect(invalid).toThrow(/repository\.ownerId: got "octo"; allowed: a number of GitHub/);
    expect(invalid).toThrow(/repository\.name: got "\*"/);
    expect(invalid).toThrow(/repository\.id: got "0"/);
    expect(invalid).toThrow(/providerArn: got "arn:.*gitlab\.com"; allowed: the ARN of the account's OIDC provider/);
    expect(invalid).toThrow(/roles\.plan\.name: got "no name"/);
    expect(invalid).toThrow(/roles\.plan\.jobs\.branch: got "\*"; allowed: letters, digits/);
    expect(invalid).toThrow(/roles\.plan\.statements: got \[\]; allowed: at least one statement/);
    expect(invalid).toThrow(/roles\.apply\.jobs\.environment: got "prod:x"/);
  });

  test("a role of a branch and of an environment is refused, because no job has both", () => {
    const roles = { apply: role({ branch: "main", environment: "prod" }, [write]) };
    expect(() => synthesizeTrust({ roles })).toThrow(
      /roles\.apply\.jobs: got "branch, environment"; allowed: branch or/,
    );
  });

  test("an empty table of roles is refused", () => {
    expect(() => synthesizeTrust({ roles: {} })).toThrow(/roles: got .*; allowed: at least one role/);
  });

  test("the permissions are the statements and the grants", () => {
    const stack = synthesizeStack((scope) => {
      const roles = { apply: role({ environment: "dev" }) };
      new GithubTrust(scope, "github", { repository, roles }).roles["apply"]!.addStatement(write);
    });
    expect(stack.statements("permissions").map(({ sid }) => sid)).toEqual(["ReadState", "WriteState"]);
  });
});
