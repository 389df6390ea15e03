import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { OperatorRole } from "../../modules/account";
import { ContainerFunction } from "../../modules/compute/functions";
import { AwsStack, ServiceRole, type AwsRegion } from "../../modules/core";
import { AuroraPrerequisites } from "../../modules/data/aurora";
import { Bucket } from "../../modules/data/storage";
import { DeploymentRole, imageRepositoryUrl } from "../../modules/delivery";
import { Dashboard } from "../../modules/observability";
import { vaultArn } from "../../modules/recovery";
import { EncryptionKey } from "../../modules/security";
import { account, constructsIn } from "./regional-constructs";

type Define = (stack: TerraformStack) => unknown;

const PARTITIONS: readonly [region: AwsRegion, partition: string][] = [
  ["us-gov-west-1", "aws-us-gov"],
  ["cn-north-1", "aws-cn"],
];

function textIn(region: AwsRegion, define: Define): string {
  const stack = new AwsStack(new App(), "shop", {
    account,
    region,
    tags: { Environment: "dev", Project: "shop", Owner: "team" },
    state: "local",
  });
  define(stack);
  return Testing.synth(stack);
}

/** Text of a plain stack whose provider names no region, so that the partition is known to Terraform only. */
function textWithoutRegion(define: Define): string {
  const stack = new TerraformStack(new App(), "shop");
  new AwsProvider(stack, "AWS");
  define(stack);
  return Testing.synth(stack);
}

/** Principals of services, and the sources of their events, have this domain in every partition. */
const withoutPrincipals = (text: string): string =>
  text.replace(/"[a-z0-9.-]+\.amazonaws\.com"/g, '""').replace(/(\$\.eventSource = )[a-z0-9]+\.amazonaws\.com/g, "$1");

/** Constructs without `regional`, or with ARNs and endpoints that only a further call writes. */
const FURTHER: Readonly<Record<string, (region: AwsRegion, partition: string) => Define>> = {
  "operator role": (region, partition) => (stack) =>
    new OperatorRole(stack, "operator", {
      name: "shop-operator",
      trustedPrincipalArns: [`arn:${partition}:iam::${account}:role/people`],
      logGroupPrefixes: ["/aws/lambda/shop-dev"],
      restoreRoleArn: `arn:${partition}:iam::${account}:role/restore`,
      recoveryRegion: region,
    }),
  "deployment role": (_, partition) => (stack) =>
    new DeploymentRole(stack, "deploy", {
      name: "shop-deploy",
      description: "Deploys",
      trustedAccount: account,
      trustedRoleArns: [`arn:${partition}:iam::${account}:role/shop-build`],
      statements: [
        { sid: "Read", actions: ["sts:GetCallerIdentity"], resources: ["*"], unscopedBecause: "no resource" },
      ],
    }),
  "grants on existing resources": (region, partition) => (stack) => {
    const role = ServiceRole.fromArn(stack, "role", `arn:${partition}:iam::${account}:role/app`);
    const key = EncryptionKey.fromArn(stack, "key", `arn:${partition}:kms:${region}:${account}:key/1`);
    Bucket.fromName(stack, "bucket", "team-files", key).grantReadWrite(role);
    const alias = `arn:${partition}:lambda:${region}:${account}:function:a:live`;
    expect(ContainerFunction.fromAliasArn(stack, "fn", alias).invokeArn).toMatch(
      new RegExp(`^arn:${partition}:apigateway:${region}:lambda:`),
    );
  },
  "access logs of a bucket": () => (stack) => {
    const logs = new Bucket(stack, "logs", { name: "logs", intent: "logs" });
    new Bucket(stack, "files", { name: "files", intent: "logs", accessLogsTo: logs });
  },
  "credentials of a future cluster": (region, partition) => (stack) => {
    const key = EncryptionKey.fromArn(stack, "key", `arn:${partition}:kms:${region}:${account}:key/1`);
    const role = ServiceRole.fromArn(stack, "role", `arn:${partition}:iam::${account}:role/app`);
    new AuroraPrerequisites(stack, "cluster", {
      name: "shop",
      databaseName: "shop",
      minCapacityAcu: 1,
      maxCapacityAcu: 2,
      instances: 1,
      placement: {
        vpcId: "vpc-0a1b",
        subnetIds: ["subnet-0a", "subnet-0b"],
        availabilityZones: [`${region}a`, `${region}b`],
      },
      dataKey: key,
      logKey: key,
      backup: "none",
    }).grantReadFutureCredentials(role);
  },
};

describe.each(PARTITIONS)("a stack in %s", (region, partition) => {
  const constructs: [string, Define][] = [
    ...Object.entries(constructsIn(region)).map(([name, build]): [string, Define] => [name, (stack) => build(stack)]),
    ...Object.entries(FURTHER).map(([name, build]): [string, Define] => [name, build(region, partition)]),
  ];

  test.each(constructs)("%s writes ARNs and endpoints of the partition", (_name, define) => {
    const text = textIn(region, define);
    expect(text.match(/arn:(?!aws-)[a-z-]*:/g) ?? []).toEqual([]);
    expect(new Set(text.match(/arn:aws-[a-z-]+/g) ?? [`arn:${partition}`])).toEqual(new Set([`arn:${partition}`]));
    if (partition === "aws-cn") expect(withoutPrincipals(text)).not.toMatch(/amazonaws\.com(?!\.cn)/);
  });

  test("refuses providers and roles of another partition", () => {
    expect(() => textIn(region, (stack) => (stack as AwsStack).providerIn("us-east-1"))).toThrow(
      `shop: providerIn: got "us-east-1"; allowed: regions of ${partition}; choose a region of that partition`,
    );
    const role = "arn:aws:iam::111122223333:role/app";
    expect(() => textIn(region, (stack) => ServiceRole.fromArn(stack, "role", role))).toThrow(
      `allowed: the ARN of an IAM role of account ${account} of the partition ${partition}`,
    );
  });
});

test("a stack of the partition aws is the twin: its ARNs and endpoints are those of aws", () => {
  const text = Object.values(constructsIn("eu-west-1")).map((build) => textIn("eu-west-1", (stack) => build(stack)));
  expect(text.join("")).toMatch(/arn:aws:kms:eu-west-1/);
  expect(text.join("")).not.toMatch(/arn:aws-|\.com\.cn/);
});

test("CloudWatch Logs and the services behind KMS have the domain of China there", () => {
  const define: Define = (stack) => {
    new EncryptionKey(stack, "key", { name: "shop", description: "Logs", services: ["logs"] });
  };
  expect(textIn("cn-north-1", define)).toContain('"logs.cn-north-1.amazonaws.com.cn"');
  expect(textIn("us-gov-west-1", define)).toContain('"logs.us-gov-west-1.amazonaws.com"');
});

test("some interface endpoints have another name in China", () => {
  const names = (region: AwsRegion) =>
    textIn(region, (stack) => constructsIn(region)["NetworkProps"]!(stack)).match(/[a-z.]*amazonaws\.[a-z0-9-]+\.\w+/g);
  expect(names("cn-north-1")).toEqual(
    expect.arrayContaining(["com.amazonaws.cn-north-1.ssm", "cn.com.amazonaws.cn-north-1.sqs"]),
  );
  expect(names("us-gov-west-1")).toEqual(expect.arrayContaining(["com.amazonaws.us-gov-west-1.sqs"]));
});

test("names that other stacks compute follow the partition of their region", () => {
  expect(vaultArn("us-gov-east-1", account, "shop")).toMatch(/^arn:aws-us-gov:backup:us-gov-east-1:/);
  expect(imageRepositoryUrl(account, "cn-northwest-1", "shop")).toContain(".dkr.ecr.cn-northwest-1.amazonaws.com.cn/");
});

test.each([
  ["us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch"],
  ["cn-north-1", "https://cn-north-1.console.amazonaws.cn/cloudwatch"],
  ["eu-west-1", "https://eu-west-1.console.aws.amazon.com/cloudwatch"],
] as const)("the dashboard of %s is in the console of its partition", (region, url) => {
  textIn(region, (stack) => {
    const graphs = [{ title: "Errors", metrics: [METRIC] }];
    expect(new Dashboard(stack, "dashboard", { name: "shop", rows: [{ title: "Shop", graphs }] }).url).toContain(url);
  });
});

const METRIC = { namespace: "AWS/SQS", metricName: "a", dimensions: {}, statistic: "Sum", label: "a" };

test("a stack whose region is unknown until plan asks the provider for its partition", () => {
  const text = textWithoutRegion((stack) => Bucket.fromName(stack, "bucket", "files").node.path);
  const granted = textWithoutRegion((stack) => {
    new EncryptionKey(stack, "key", { name: "shop", description: "Logs", services: ["logs"] });
  });
  expect(JSON.parse(text)).toHaveProperty(["data", "aws_partition", "aws-partition"]);
  expect(granted).toContain("arn:${data.aws_partition.aws-partition.partition}:iam::");
  expect(granted).toContain("logs.${data.aws_region.aws-region.name}.${data.aws_partition.aws-partition.dns_suffix}");
});
