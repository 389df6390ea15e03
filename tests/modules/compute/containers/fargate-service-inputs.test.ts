import { TerraformVariable } from "cdktf";
import type { ContainerSettings, FargateServiceProps, FargateSize } from "../../../../modules/compute/containers";
import type { AwsStack } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";
import { blueGreenTarget, container, createService, logKey, target } from "./services";

type Deployment = FargateServiceProps["deployment"];

const synthesizeService = (differences: Partial<FargateServiceProps>) =>
  synthesizeStack((stack) => createService(stack, differences));
const withContainer = (differences: Partial<ContainerSettings>) =>
  synthesizeService({ container: { ...container, ...differences } });
const rolling = (differences: object): Deployment => ({ controller: "rolling", ...differences });
const healthCheck = { command: ["node", "health.js"] };

describe("a container is refused", () => {
  test.each<[string, Partial<ContainerSettings>, RegExp]>([
    ["by tag", { image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1" }, /container.image: .*sha256:<digest>/],
    ["from a public registry", { image: `nginx@sha256:${"0".repeat(64)}` }, /container.image: /],
    ["with port 0", { port: 0 }, /container.port: got 0/],
    ["with an empty command", { command: [] }, /container.command: got \[\]/],
    ["with an invalid variable", { environment: { "1A": "a" } }, /container.environment: got "1A"/],
    [
      "with a password",
      { environment: { DB_PASSWORD: "a" } },
      /container.environment: got "DB_PASSWORD"; allowed: no v/,
    ],
    ["with a database URL", { environment: { DATABASE_URL: "a" } }, /container.environment: got "DATABASE_URL"/],
    ["as root", { user: "root" }, /container.user: got "root"; allowed: a user that is not root/],
    ["as user 0", { user: "0:1000" }, /container.user: got "0:1000"/],
    ["with a relative folder", { writablePaths: ["tmp"] }, /container.writablePaths: got "tmp"/],
    ["with one volume for two folders", { writablePaths: ["/a/b", "/a-b"] }, /container.writablePaths: got \["\/a\/b/],
    ["with a stop of 3 minutes", { stopTimeoutSeconds: 180 }, /container.stopTimeoutSeconds: got 180/],
    [
      "with frequent checks",
      { healthCheck: { ...healthCheck, intervalSeconds: 1 } },
      /healthCheck.intervalSeconds: got 1/,
    ],
    [
      "with a check longer than its interval",
      { healthCheck: { ...healthCheck, intervalSeconds: 10, timeoutSeconds: 20 } },
      /healthCheck.timeoutSeconds: got 20; allowed: a number from 2 to 10/,
    ],
    ["with no check command", { healthCheck: { command: [] } }, /healthCheck.command: got \[\]/],
    ["with 11 retries", { healthCheck: { ...healthCheck, retries: 11 } }, /healthCheck.retries: got 11/],
    ["with a long start", { healthCheck: { ...healthCheck, startPeriodSeconds: 301 } }, /startPeriodSeconds: got 301/],
  ])("%s", (_, differences, message) => {
    expect(() => withContainer(differences)).toThrow(message);
  });

  test("but variables that say where a secret is are accepted", () => {
    expect(() => withContainer({ environment: { DATABASE_SECRET_ARN: "arn", TOKEN_HEADER: "x" } })).not.toThrow();
  });

  test("with a misspelt setting by the compiler", () => {
    // @ts-expect-error - the provider would drop an unknown key without a word.
    const misspelt: ContainerSettings = { ...container, readOnlyRoot: true };
    expect(misspelt).toHaveProperty("readOnlyRoot");
  });
});

describe("a service is refused", () => {
  test.each<[string, Partial<FargateServiceProps>, RegExp]>([
    ["with a long name", { name: "a".repeat(55) }, /name: got "a{55}-execution"; allowed: a role name of at most 64/],
    ["with a space in its name", { name: "my api" }, /name: got "my api"; allowed: letters, digits, _ and -/],
    ["with an unknown CPU", { size: { cpu: 300, memoryMib: 512 } as unknown as FargateSize }, /size.cpu: got 300/],
    [
      "with a memory that Fargate lacks",
      { size: { cpu: 512, memoryMib: 512 } as unknown as FargateSize },
      /size.memoryMib: got 512; allowed: 1024, 2048, 3072, 4096 for 512 CPU units/,
    ],
    ["on another architecture", { architecture: "ARM" as "ARM64" }, /architecture: got "ARM"; allowed: ARM64, X86_64/],
    [
      "in 17 subnets",
      {
        placement: {
          vpcId: "vpc-1",
          subnetIds: Array.from({ length: 17 }, (_value, index) => `subnet-${index}`),
          availabilityZones: [],
        },
      },
      /placement.subnetIds: got .*; allowed: 1 to 16 subnets/,
    ],
    [
      "without subnets",
      { placement: { vpcId: "vpc-1", subnetIds: [], availabilityZones: [] } },
      /placement.subnetIds: got/,
    ],
    [
      "with a subnet twice",
      { placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-a"], availabilityZones: [] } },
      /placement.subnetIds: got "subnet-a"; allowed: every value once/,
    ],
    ["with a key of another region", { logKey: { ...logKey, region: "eu-west-1" } }, /logKey.region: got "eu-west-1"/],
    ["with 8 days of logs", { logRetentionDays: 8 as 7 }, /logRetentionDays: got 8/],
    ["with 5001 tasks", { desiredTasks: 5001 }, /desiredTasks: got 5001/],
    [
      "with a grace period but no target",
      { healthCheckGraceSeconds: 60 },
      /healthCheckGraceSeconds: got 60; allowed: n/,
    ],
    [
      "with ECS Exec and a read-only root",
      { exec: "enabled" },
      /exec: got "enabled"; allowed: disabled with a read-only/,
    ],
    ["with an unknown exec", { exec: "on" as "enabled" }, /exec: got "on"; allowed: disabled, enabled/],
    [
      "of another controller",
      { deployment: { controller: "external" } as unknown as Deployment },
      /controller: got "ext/,
    ],
    [
      "of CodeDeploy alone",
      { deployment: { controller: "code-deploy" } as Deployment },
      /deployment.target: got nothing/,
    ],
    [
      "with no room",
      { deployment: rolling({ maximumPercent: 100 }) },
      /maximumPercent: got 100; allowed: .* 101 to 400/,
    ],
    [
      "with a minimum of the maximum",
      { deployment: rolling({ minimumHealthyPercent: 150, maximumPercent: 150 }) },
      /maximumPercent: got 150; allowed: a whole number from 151 to 400/,
    ],
    [
      "with a negative minimum",
      { deployment: rolling({ minimumHealthyPercent: -1 }) },
      /minimumHealthyPercent: got -1/,
    ],
    [
      "by another program",
      { deployment: rolling({ deployedBy: "people" }) },
      /deployment.deployedBy: got "people"; allowed: terraform, pipeline/,
    ],
    ["with no alarm", { deployment: rolling({ alarmNames: [] }) }, /alarmNames: got \[\]; allowed: at least one name/],
    ["with an invalid alarm", { deployment: rolling({ alarmNames: ["ä"] }) }, /deployment.alarmNames: got "ä"/],
  ])("%s", (_, differences, message) => {
    expect(() => synthesizeService(differences)).toThrow(message);
  });

  test("when container and target group use different ports", () => {
    const define = (stack: AwsStack) => createService(stack, { deployment: rolling({ target: target(stack) }) });
    expect(() => synthesizeStack(define)).toThrow(
      /container.port: got "no port"; allowed: 3000, the port of the target/,
    );
  });

  test("with a target group of another region", () => {
    const elsewhere = target.arn.replace("us-east-1", "eu-west-1");
    const define = (deploymentOf: (stack: AwsStack) => Deployment) => () =>
      synthesizeStack((stack) =>
        createService(stack, { container: { ...container, port: 3000 }, deployment: deploymentOf(stack) }),
      );
    expect(define((stack) => rolling({ target: Object.assign(target(stack), { targetGroupArn: elsewhere }) }))).toThrow(
      /deployment.target.targetGroupArn: .*in us-east-1/,
    );
    expect(
      define((stack) => ({
        controller: "code-deploy",
        target: Object.assign(blueGreenTarget(stack), { blueTargetGroupArn: elsewhere }),
      })),
    ).toThrow(/deployment.target.blueTargetGroupArn: .*in us-east-1/);
  });

  test("with a circuit breaker beside CodeDeploy by the compiler", () => {
    const pair = blueGreenTarget as unknown as never;
    // @ts-expect-error - ECS refuses the settings of rolling deployments.
    const deployment: Deployment = { controller: "code-deploy", target: pair, maximumPercent: 200 };
    expect(deployment).toHaveProperty("maximumPercent");
  });

  test("with a secret in a variable that has a value", () => {
    const secret = { secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf", grantRead: () => {} };
    synthesizeStack((stack) => {
      const service = createService(stack, { container: { ...container, environment: { STAGE: "prod" } } });
      service.readSecret("KEY", secret);
      expect(() => service.readSecret("KEY", secret)).toThrow(/service: readSecret: got "KEY"; allowed: a variable wi/);
      expect(() => service.readSecret("STAGE", secret)).toThrow(/readSecret: got "STAGE"/);
      expect(() => service.readSecret("1A", secret)).toThrow(/readSecret: got "1A"; allowed: letters, digits and _/);
      expect(() => service.readSecret("A", secret, "a:b")).toThrow(/readSecret: got "a:b"; allowed: a key without/);
    });
  });

  test("but numbers that are unknown until plan are accepted", () => {
    const define = (stack: AwsStack) => {
      const { numberValue } = new TerraformVariable(stack, "number", { type: "number" });
      const size = { cpu: numberValue, memoryMib: numberValue } as unknown as FargateSize;
      createService(stack, {
        size,
        deployment: rolling({ minimumHealthyPercent: numberValue }),
        container: { ...container, healthCheck: { ...healthCheck, intervalSeconds: numberValue } },
      });
    };
    expect(() => synthesizeStack(define)).not.toThrow();
  });
});
