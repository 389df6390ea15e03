import fs from "node:fs";
import path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { useProviderOf, type AwsStack, type KeyReference, type RegionalProvider } from "../../modules/core";
import { Distribution } from "../../modules/edge/cdn";
import { HostedZone } from "../../modules/edge/dns";
import { WebAcl } from "../../modules/edge/firewall";
import { Queue } from "../../modules/messaging";
import { synthesizeStack } from "../../testing";
import { account, constructsIn, type Build } from "./regional-constructs";

const key: KeyReference<"eu-west-1"> = {
  keyArn: `arn:aws:kms:eu-west-1:${account}:key/1`,
  region: "eu-west-1",
  grantUse: () => {},
};

const REGIONAL = constructsIn("eu-west-1");

/** Constructs of us-east-1 only, some of whose resources are global. */
const US_EAST_1: Readonly<Record<string, Build>> = {
  DistributionProps: (scope, regional) =>
    new Distribution(scope, "distribution", {
      name: "shop",
      regional: regional as RegionalProvider as RegionalProvider<"us-east-1">,
      site: {
        bucketName: "a",
        bucketArn: "arn:aws:s3:::a",
        bucketRegionalDomainName: "a.s3.us-east-1.amazonaws.com",
        allowReadBy: () => {},
      },
      webAclArn: "none",
      logBucket: { bucketArn: "arn:aws:s3:::l", allowLogDeliveryFrom: () => [] },
    }),
  HostedZoneProps: (scope, regional) =>
    new HostedZone(scope, "zone", {
      domainName: "example.com",
      regional: regional as RegionalProvider as RegionalProvider<"us-east-1">,
      logKey: { ...key, region: "us-east-1" },
    }),
  WebAclProps: (scope, regional) =>
    new WebAcl(scope, "web-acl", {
      name: "shop",
      regional: regional as RegionalProvider as RegionalProvider<"us-east-1">,
      logKey: { ...key, region: "us-east-1" },
      requestsPerFiveMinutes: 100,
    }),
};

/** Interfaces of props without `regional`, each with the reason. */
const WITHOUT_REGION: Readonly<Record<string, string>> = {
  AwsStackProps: "has the region itself",
  CostBudgetProps: "AWS Budgets is global",
  DashboardProps: "dashboards are global",
  DeploymentRoleProps: "IAM is global",
  EventRuleProps: "uses the region of its bus",
  ExistingCertificateProps: "the ARN names the region",
  ExistingHealthCheckProps: "Route 53 is global",
  ExistingZoneProps: "Route 53 is global",
  FunctionInvocationProps: "uses the region of its function",
  GithubTrustProps: "IAM is global",
  HealthCheckProps: "Route 53 is global",
  OperatorRoleProps: "IAM is global",
  PermissionsBoundaryProps: "IAM is global",
  RecoveryPointProps: "creates nothing",
  RecoveryTimeProps: "creates nothing",
  RestHandlerProps: "creates nothing",
  ServerClientProps: "uses the region of its pool",
  ServiceRoleProps: "IAM is global",
  ServiceScalingProps: "uses the region of its service",
  ShieldProtectionProps: "Shield is global",
  UserPoolClientProps: "uses the region of its pool",
};

/** Names of the interfaces of props in modules, by the presence of `regional`. */
function interfacesOfProps(): { readonly regional: string[]; readonly others: string[] } {
  const folder = path.resolve(__dirname, "../../modules");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const declared = files.flatMap((file) => [
    ...fs.readFileSync(path.join(folder, file), "utf8").matchAll(/^export interface (\w+)([^{]*)\{\n([\s\S]*?)^\}/gm),
  ]);
  const has = ([, , heading, body]: RegExpMatchArray): boolean =>
    heading!.includes("extends FunctionProps") || /^ {2}readonly regional\??:/m.test(body!);
  const names = (list: RegExpMatchArray[]): string[] => list.map(([, name]) => name!).sort();
  const props = declared.filter(([, name]) => /(?:Props|Attributes)$/.test(name!) && name !== "FunctionProps");
  return { regional: names(props.filter(has)), others: names(props.filter((each) => !has(each))) };
}

function synthesizeElsewhere(build: Build): ReturnType<typeof synthesizeStack> {
  return synthesizeStack((stack: AwsStack) => build(stack, stack.providerIn("eu-west-1")));
}

test("props of every construct name its region, or there is a reason why not", () => {
  const { regional, others } = interfacesOfProps();
  expect(Object.keys({ ...REGIONAL, ...US_EAST_1 }).sort()).toEqual(regional);
  expect(others.filter((name) => name.endsWith("Props"))).toEqual(Object.keys(WITHOUT_REGION).sort());
});

describe.each(Object.entries(REGIONAL))("%s.regional", (_name, build) => {
  test("gives every AWS resource the provider of its region, and no ARN or policy the stack's region", () => {
    const { resource = {}, data } = synthesizeElsewhere(build).config;
    const { terraform_data: terraform = {}, ...aws } = resource;
    const providers = (blocks: object[]) => blocks.map((block) => (block as { provider?: string }).provider);
    expect(new Set(providers(Object.values(aws).flatMap(Object.values)))).toEqual(new Set(["aws.eu-west-1"]));
    expect(providers(Object.values(terraform)).filter(Boolean)).toEqual([]);
    expect(JSON.stringify({ resource, data })).not.toContain("us-east-1");
  });
});

test.each(Object.entries({ ...REGIONAL, ...US_EAST_1 }))("%s.regional names the region of its provider", (_, build) => {
  const wrong = (stack: AwsStack): unknown => {
    const provider = new AwsProvider(stack, "other", { region: "eu-west-3", alias: "other" });
    return build(stack, { region: "eu-west-1", provider });
  };
  expect(() => synthesizeStack(wrong)).toThrow(
    /regional.region: got "eu-west-1"; allowed: eu-west-3, the region of the provider; pass a region together/,
  );
});

test("a provider whose region is unknown until plan is accepted", () => {
  const stack = synthesizeStack((scope: AwsStack) => {
    const provider = new AwsProvider(scope, "other", { alias: "other" });
    new Queue(scope, "queue", { name: "shop", key, regional: { region: "eu-west-1", provider } });
  });
  expect(stack.resource("aws_sqs_queue", /^queue_[^d]/)).toMatchObject({ provider: "aws.other" });
});

test("signals and graphs of another region name it, so that alarms of the stack's region refuse them", () => {
  synthesizeStack((scope: AwsStack) => {
    const elsewhere = new Queue(scope, "queue", { name: "shop", key, regional: scope.providerIn("eu-west-1") });
    expect(elsewhere.signals.map(({ region }) => region)).toEqual(["eu-west-1", "eu-west-1"]);
    expect(elsewhere.graphs.flatMap(({ metrics }) => metrics)[0]).toMatchObject({ region: "eu-west-1" });
    const own = new Queue(scope, "own", { name: "other", key: { ...key, region: "us-east-1" } });
    expect(own.signals[0]).not.toHaveProperty("region");
  });
});

test("a construct of another region moves everything in it that names no region of its own", () => {
  const stack = synthesizeStack((scope: AwsStack) => {
    const group = new Construct(scope, "group");
    useProviderOf(group, scope.providerIn("eu-west-1"));
    new Queue(group, "moved", { name: "moved", key });
    const inner = { key: { ...key, region: "eu-west-2" }, regional: scope.providerIn("eu-west-2") } as const;
    new Queue(group, "other", { name: "other", ...inner });
    expect(() => new Queue(group, "wrong", { name: "wrong", key: { ...key, region: "us-east-1" } })).toThrow(
      /group\/wrong: key.region: got "us-east-1"; allowed: eu-west-1/,
    );
  });
  expect(stack.resource("aws_sqs_queue", /moved_queue/)).toMatchObject({ provider: "aws.eu-west-1" });
  expect(stack.resource("aws_sqs_queue", /other_queue/)).toMatchObject({ provider: "aws.eu-west-2" });
});
