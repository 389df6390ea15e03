import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";
import { caller, withAwsServer, type Replies, type Reply } from "./aws-server";
import { ACCOUNT, IMAGE, STACKS, writeStacks } from "./stacks";

const machine = bareMachine(temporaryFolder());
const other = bareMachine(temporaryFolder());
beforeAll(() => writeStacks(machine.cwd, STACKS));

const run = (...words: string[]) => runGroundplan(machine, ["preflight", ...words]);
const EXPIRED: Reply = [
  403,
  "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token is expired</Message></Error></ErrorResponse>",
];
const REFUSED: Reply = [403, { __type: "AccessDeniedException", message: "not authorized" }];

describe("groundplan preflight", () => {
  test("says in one line that there are no credentials", async () => {
    const answer = await withAwsServer({ GetCallerIdentity: EXPIRED }, REFUSED, () => run("live"));
    expect(answer).toEqual({
      exitCode: 3,
      output: "",
      errors: expect.stringMatching(/^no valid AWS credentials: .*expired.*; sign in, for example: aws sso login.*$/),
    });
  });

  test("asks nothing else of another account than the environment's", async () => {
    const answer = await withAwsServer({ GetCallerIdentity: caller("999999999999") }, [500, "asked"], () =>
      run("live"),
    );
    expect(answer.exitCode).toBe(1);
    expect(answer.output).toContain(
      `missing             account  the credentials are of 999999999999, the environment is in ${ACCOUNT}`,
    );
    expect(answer.output).toMatch(/AWS_PROFILE=<profile>\n\n0 ok, 1 missing, 0 not allowed to ask, 0 not answered$/);
  });

  test("names the IAM action of every question that it is not allowed to ask", async () => {
    const { exitCode, output } = await withAwsServer({ GetCallerIdentity: caller(ACCOUNT) }, REFUSED, () =>
      run("live"),
    );
    expect(exitCode).toBe(1);
    const actions = [...output.matchAll(/^ {20}allow (.*) to the caller$/gm)].map(([, action]) => action);
    expect([...new Set(actions)].sort()).toEqual([
      "backup:DescribeRegionSettings",
      "codeconnections:ListConnections",
      "ecr:BatchGetImage and ecr:GetDownloadUrlForLayer",
      "iam:GetPolicy",
      "iam:GetRole",
      "iam:GetUser",
      "lambda:GetAccountSettings",
      "logs:DescribeResourcePolicies",
      "route53:GetHostedZone",
      "s3:ListBucket",
      "servicequotas:GetServiceQuota and ec2:DescribeAddresses",
      "servicequotas:GetServiceQuota and ec2:DescribeVpcs",
      "ses:GetAccount",
      "ses:GetEmailIdentity",
    ]);
    expect(output).toMatch(/1 ok, 0 missing, 19 not allowed to ask, 0 not answered$/);
  });

  test.each([
    ["an error of the service", [500, { __type: "InternalFailure", message: "out of order" }]],
    ["the page of a proxy", [502, "<html><body>Sign in\nto the network</body></html>"]],
  ] satisfies [string, Reply][])("prints %s and the other answers", async (_kind, failure) => {
    const replies: Replies = { GetCallerIdentity: caller(ACCOUNT), ListConnections: REFUSED };
    const { exitCode, output, errors } = await withAwsServer(replies, failure, () => run("live"));
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: "" });
    expect(output).toMatch(
      /^not answered {8}Lambda concurrency {10}lambda:GetAccountSettings: .+\n {20}run preflight again/m,
    );
    expect(output).toContain(
      `not allowed to ask  source connection           AWS refuses codeconnections:ListConnections`,
    );
    expect(output).toMatch(/1 ok, 0 missing, 1 not allowed to ask, 18 not answered$/);
  });

  test.each([
    ["amd64", { config: { digest: "sha256:1" } }, `${IMAGE} is for x86_64, functions need arm64`],
    ["arm64", { manifests: [] }, `${IMAGE} is an image index, which Lambda rejects`],
  ])("finds that Lambda cannot run an image: %s %j", async (architecture, manifest, detail) => {
    const layer: Replies = { "GET /layer": [200, { architecture }] };
    const { output } = await withAwsServer(layer, REFUSED, (url) => {
      const image: Replies = {
        GetCallerIdentity: caller(ACCOUNT),
        BatchGetImage: [200, { images: [{ imageManifest: JSON.stringify(manifest) }] }],
        GetDownloadUrlForLayer: [200, { downloadUrl: `${url}/layer` }],
      };
      return withAwsServer(image, REFUSED, () => run("live"));
    });
    expect(output).toContain(`missing             image                       ${detail}\n`);
    expect(output).toMatch(/docker build --platform linux\/arm64 --provenance=false --sbom=false/);
  });

  test.each([
    [[], "allowed: <environment>"],
    [["live", "trial"], "allowed: <environment>"],
    [["test"], "unknown stack test; synthesized: live, live-recovery, trial, bootstrap, delivery"],
  ])("rejects %j", async (words, errors) => {
    expect(await run(...words)).toEqual({ exitCode: 2, output: "", errors });
  });

  test("rejects a stack that any account could deploy", async () => {
    const { provider: _provider, ...config } = STACKS["live"]!;
    writeStacks(other.cwd, { live: { ...config, provider: { aws: [{ region: "eu-west-1" }] } } });
    const errors = "live: the provider names no account; set allowed_account_ids to one account id";
    expect(await runGroundplan(other, ["preflight", "live"])).toEqual({ exitCode: 2, output: "", errors });
  });
});
