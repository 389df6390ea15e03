import { TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  TARGET_GROUP_DEFAULTS,
  TARGET_HEALTH_CHECK_DEFAULTS,
  type BlueGreenTargetGroupSettings,
  type LoadBalancerExposure,
  type TargetGroupSettings,
} from "../../../../modules/compute/load-balancing";
import { InputError, SecurityGroup, type AwsStack } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

type Stack = AwsStack<"us-east-1">;

const settings: TargetGroupSettings = { name: "shop-api", port: 3_000, priority: 10, health: { path: "/health" } };
const pair: BlueGreenTargetGroupSettings = { ...settings, testPort: 8_443 };

const createBalancer = (stack: Stack, exposure: LoadBalancerExposure = { from: "internet" }) =>
  new ApplicationLoadBalancer(stack, "balancer", {
    name: "shop",
    placement: {
      vpcId: "vpc-0a1b",
      subnetIds: ["subnet-0a", "subnet-0b"],
      availabilityZones: ["us-east-1a", "us-east-1b"],
    },
    exposure,
    certificate: { certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1", region: "us-east-1" },
    accessLogs: { bucketName: "logs", allowLoadBalancerLogs: () => [] },
    webAclArn: "none",
  });
const synthesizeGroup = (differences: Partial<TargetGroupSettings> = {}) =>
  synthesizeStack((stack) => createBalancer(stack).addTargetGroup("api", { ...settings, ...differences }));
const synthesizePair = (differences: Partial<BlueGreenTargetGroupSettings> = {}) =>
  synthesizeStack((stack) => createBalancer(stack).addBlueGreenTargetGroups("api", { ...pair, ...differences }));

describe("TargetGroup", () => {
  test("is a group of addresses with this health check", () => {
    expect(synthesizeGroup().resource("aws_lb_target_group")).toMatchObject({
      name: "shop-api-3000",
      port: 3_000,
      protocol: "HTTP",
      target_type: "ip",
      vpc_id: "vpc-0a1b",
      deregistration_delay: "30",
      health_check: {
        enabled: true,
        protocol: "HTTP",
        path: "/health",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
      lifecycle: { create_before_destroy: true },
    });
  });

  test("receives the requests of its paths and hosts, in the order of the priorities", () => {
    const stack = synthesizeGroup({ paths: ["/api/*", "/v2/*"], hosts: ["api.example.com"] });
    expect(stack.resource("aws_lb_listener_rule")).toMatchObject({
      priority: 10,
      listener_arn: expect.stringContaining("aws_lb_listener.balancer_https-listener_"),
      condition: [{ host_header: { values: ["api.example.com"] } }, { path_pattern: { values: ["/api/*", "/v2/*"] } }],
      action: [{ type: "forward", target_group_arn: expect.stringContaining("aws_lb_target_group.") }],
    });
  });

  test("receives every request without paths and hosts", () => {
    expect(synthesizeGroup().resource("aws_lb_listener_rule")["condition"]).toEqual([
      { path_pattern: { values: ["/*"] } },
    ]);
  });

  test("receives requests with the secret header only behind CloudFront, both values of a rotation", () => {
    const stack = synthesizeStack((scope) => {
      const values = ["now", "next"].map((id) => new TerraformVariable(scope, id, { type: "string" }).stringValue);
      createBalancer(scope, { from: "cloudfront", secretHeader: { name: "x-origin-secret", values } }).addTargetGroup(
        "api",
        settings,
      );
    });
    expect(stack.resource("aws_lb_listener_rule")["condition"]).toEqual([
      { http_header: { http_header_name: "x-origin-secret", values: ["${var.now}", "${var.next}"] } },
    ]);
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(TARGET_GROUP_DEFAULTS).toEqual({ paths: [], hosts: [], deregistrationDelaySeconds: 30 });
    expect(TARGET_HEALTH_CHECK_DEFAULTS).toEqual({
      matcher: "200",
      intervalSeconds: 15,
      timeoutSeconds: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    });
    const health = { path: "/health", ...undefinedFor(TARGET_HEALTH_CHECK_DEFAULTS) };
    expect(synthesizeGroup({ ...undefinedFor(TARGET_GROUP_DEFAULTS), health }).config).toEqual(
      synthesizeGroup().config,
    );
  });

  test("the health check and the delay are settings", () => {
    const health = {
      path: "/",
      matcher: "200-299",
      intervalSeconds: 60,
      timeoutSeconds: 59,
      healthyThreshold: 10,
      unhealthyThreshold: 2,
    };
    const stack = synthesizeGroup({ health, deregistrationDelaySeconds: 0 });
    expect(stack.resource("aws_lb_target_group")).toMatchObject({
      deregistration_delay: "0",
      health_check: {
        path: "/",
        matcher: "200-299",
        interval: 60,
        timeout: 59,
        healthy_threshold: 10,
        unhealthy_threshold: 2,
      },
    });
  });

  test("the signals are no healthy target, also without data, and unhealthy targets", () => {
    synthesizeStack((scope) => {
      const { signals, graphs } = createBalancer(scope).addTargetGroup("api", settings);
      expect(signals).toEqual([
        expect.objectContaining({
          id: "balancer-api-healthy-targets",
          metricName: "HealthyHostCount",
          statistic: "Minimum",
          comparison: "below",
          threshold: 1,
          periodSeconds: 60,
          evaluationPeriods: 2,
          missingData: "breaching",
        }),
        expect.objectContaining({
          id: "balancer-api-unhealthy-targets",
          metricName: "UnHealthyHostCount",
          statistic: "Maximum",
          label: "Unhealthy targets",
          comparison: "above",
          threshold: 0,
          missingData: "notBreaching",
        }),
      ]);
      expect(Object.keys(signals[0]!.dimensions)).toEqual(["TargetGroup", "LoadBalancer"]);
      expect(graphs[0]!.metrics.map(({ label }) => label)).toEqual(["Healthy targets", "Unhealthy targets"]);
    });
  });

  test("health checks accept ranges that ascend only", () => {
    const withMatcher = (matcher: string) => () => synthesizeGroup({ health: { path: "/health", matcher } });
    expect(withMatcher("299-200")).toThrow(/health.matcher: got "299-200"; allowed: a range that ascends/);
    expect(withMatcher("200-299")).not.toThrow();
    expect(withMatcher("204,200")).not.toThrow();
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeGroup({
        name: "my_api",
        port: 0,
        priority: 50_001,
        paths: ["api/*", "/a", "/a"],
        hosts: ["https://api.example.com"],
        deregistrationDelaySeconds: 3_601,
        health: {
          path: "health",
          matcher: "200-599",
          intervalSeconds: 15,
          timeoutSeconds: 15,
          healthyThreshold: 1,
          unhealthyThreshold: 11,
        },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^12 invalid settings/);
    expect(invalid).toThrow(
      /balancer\/api: name: got "my_api-0"; allowed: a target group name of at most 32 characters/,
    );
    expect(invalid).toThrow(/port: got 0; allowed: a whole number from 1 to 65535/);
    expect(invalid).toThrow(/priority: got 50001; allowed: a whole number from 1 to 50000/);
    expect(invalid).toThrow(/paths: got "api\/\*"; allowed: \/ and at most 127 characters/);
    expect(invalid).toThrow(/paths: got "\/a"; allowed: every value once/);
    expect(invalid).toThrow(/hosts: got "https:\/\/api.example.com"; allowed: a lower-case host name/);
    expect(invalid).toThrow(/deregistrationDelaySeconds: got 3601; allowed: a whole number from 0 to 3600/);
    expect(invalid).toThrow(/health.path: got "health"; allowed: a path that begins with \//);
    expect(invalid).toThrow(/health.matcher: got "200-599"; allowed: status codes from 200 to 499/);
    expect(invalid).toThrow(
      /health.timeoutSeconds: got 15; allowed: a number from 2 to 14; answer within the interval/,
    );
    expect(invalid).toThrow(/health.healthyThreshold: got 1; allowed: a whole number from 2 to 10/);
    expect(invalid).toThrow(/health.unhealthyThreshold: got 11/);
  });

  test("an interval no longer than the default timeout is refused", () => {
    const health = { path: "/health", intervalSeconds: 5 };
    expect(() => synthesizeGroup({ health })).toThrow(
      /health.intervalSeconds: got 5; allowed: more than the timeout of 5; answer within the interval/,
    );
    expect(() => synthesizeGroup({ health: { ...health, timeoutSeconds: 4 } })).not.toThrow();
  });

  test("an interval that is unknown until plan is not compared", () => {
    const withVariable = (timeoutSeconds: number | undefined) => () =>
      synthesizeStack((scope) => {
        const intervalSeconds = new TerraformVariable(scope, "interval", { type: "number" }).numberValue;
        const health = { path: "/health", intervalSeconds, timeoutSeconds };
        createBalancer(scope).addTargetGroup("api", { ...settings, health });
      });
    expect(withVariable(119)).not.toThrow();
    expect(withVariable(undefined)).not.toThrow();
  });

  test.each([
    [{ paths: ["/a", "/b", "/c"], hosts: ["a.example.com", "b.example.com", "c.example.com"] }, "paths", 6],
    [{ hosts: ["a.b", "b.b", "c.b", "d.b", "e.b", "f.b"] }, "hosts", 6],
  ])("more than five values of a rule are refused: %j", (conditions, property, count) => {
    expect(() => synthesizeGroup(conditions)).toThrow(
      new RegExp(`${property}: got "${count} values"; allowed: at most 5 values of paths, hosts and the secret header`),
    );
  });

  test("the values of the secret header count", () => {
    const behindCloudFront = (paths: readonly string[]) => () =>
      synthesizeStack((scope) => {
        const values = [new TerraformVariable(scope, "now", { type: "string" }).stringValue];
        const exposure = { from: "cloudfront", secretHeader: { name: "x-origin-secret", values } } as const;
        createBalancer(scope, exposure).addTargetGroup("api", { ...settings, paths });
      });
    expect(behindCloudFront(["/a", "/b", "/c", "/d"])).not.toThrow();
    expect(behindCloudFront(["/a", "/b", "/c", "/d", "/e"])).toThrow(/paths: got "6 values"/);
  });

  test("two rules of one priority are refused", () => {
    const twice = () =>
      synthesizeStack((scope) => {
        const balancer = createBalancer(scope);
        balancer.addTargetGroup("api", settings);
        balancer.addTargetGroup("web", { ...settings, name: "shop-web" });
      });
    expect(twice).toThrow(/balancer\/web: priority: got 10; allowed: no priority of another rule: 10; give each/);
  });

  test("a name that exceeds 32 characters with its port is refused", () => {
    expect(() => synthesizeGroup({ name: "a".repeat(27) })).not.toThrow();
    expect(() => synthesizeGroup({ name: "a".repeat(28) })).toThrow(/allowed: a target group name of at most 32/);
  });
});

describe("BlueGreenTargetGroups", () => {
  test("are two groups of the same settings", () => {
    const stack = synthesizePair();
    const [blue, green] = ["blue", "green"].map((color) => stack.resource("aws_lb_target_group", color));
    expect(blue).toMatchObject({ name: "shop-api-3000-blue", port: 3_000, health_check: { path: "/health" } });
    expect(green).toMatchObject({ name: "shop-api-3000-green", port: 3_000, health_check: { path: "/health" } });
  });

  test("both production and test listener forward to blue at first, and Terraform ignores what CodeDeploy moves", () => {
    const stack = synthesizePair();
    const toBlue = { type: "forward", target_group_arn: expect.stringMatching(/\.balancer_api_blue_\w+\.arn/) };
    expect(stack.resource("aws_lb_listener_rule")).toMatchObject({
      action: [toBlue],
      lifecycle: { ignore_changes: ["action"] },
    });
    expect(stack.resource("aws_lb_listener", "test-listener")).toMatchObject({
      port: 8_443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      default_action: [toBlue],
      lifecycle: { ignore_changes: ["default_action"] },
    });
    expect(stack.resource("aws_lb_listener", "https-listener")).toMatchObject({
      lifecycle: { ignore_changes: ["default_action"] },
    });
  });

  test("Terraform owns the actions of a listener without them", () => {
    expect(synthesizeGroup().resource("aws_lb_listener", "https-listener")).not.toHaveProperty("lifecycle");
  });

  test("the test listener admits the peers of allowTestsFrom only", () => {
    const stack = synthesizeStack((scope) => {
      const groups = createBalancer(scope, { from: "internal" }).addBlueGreenTargetGroups("api", pair);
      groups.allowTestsFrom(SecurityGroup.fromId(scope, "tests", "sg-0a"));
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      from_port: 8_443,
      referenced_security_group_id: "sg-0a",
    });
  });

  test("the signals are no healthy target in both groups, and unhealthy targets of each", () => {
    synthesizeStack((scope) => {
      const { signals, graphs } = createBalancer(scope).addBlueGreenTargetGroups("api", pair);
      expect(signals.map(({ id, label, missingData }) => [id, label, missingData])).toEqual([
        ["balancer-api-healthy-targets", "Healthy targets", "breaching"],
        ["balancer-api-blue-unhealthy-targets", "Unhealthy targets (blue)", "notBreaching"],
        ["balancer-api-green-unhealthy-targets", "Unhealthy targets (green)", "notBreaching"],
      ]);
      expect(signals[0]).toMatchObject({
        expression: "FILL(blue, 0) + FILL(green, 0)",
        metrics: {
          blue: { metricName: "HealthyHostCount", statistic: "Minimum" },
          green: { metricName: "HealthyHostCount", statistic: "Minimum" },
        },
        threshold: 1,
        comparison: "below",
        periodSeconds: 60,
        evaluationPeriods: 2,
      });
      expect(graphs[0]!.metrics).toHaveLength(4);
    });
  });

  test("a name that exceeds 32 characters with port and color is refused", () => {
    expect(() => synthesizePair({ name: "a".repeat(21) })).not.toThrow();
    expect(() => synthesizePair({ name: "a".repeat(27) })).toThrow(
      /balancer\/api: name: got "a+-3000-green"; allowed: a target group name of at most 32 characters/,
    );
  });

  test.each([443, 80])("a test listener on %i is refused", (testPort) => {
    expect(() => synthesizePair({ testPort })).toThrow(
      new RegExp(`testPort: got ${testPort}; allowed: no port of another listener: 443, 80; choose a port for tests`),
    );
  });

  test("two test listeners on one port, and ports that do not exist, are refused", () => {
    const twice = () =>
      synthesizeStack((scope) => {
        const balancer = createBalancer(scope);
        balancer.addBlueGreenTargetGroups("api", pair);
        balancer.addBlueGreenTargetGroups("web", { ...pair, name: "shop-web", priority: 20 });
      });
    expect(twice).toThrow(/balancer\/web: testPort: got 8443; allowed: no port of another listener: 443, 80, 8443/);
    expect(() => synthesizePair({ testPort: 65_536 })).toThrow(/testPort: got 65536; allowed: a whole number from 1/);
  });

  test("the addresses are these", () => {
    expect(synthesizePair().addresses).toMatchInlineSnapshot(`
      [
        "aws_lb.balancer_load-balancer_F30C8A88",
        "aws_lb_listener.balancer_api_test-listener_9FF8118C",
        "aws_lb_listener.balancer_http-listener_D1B2ED9A",
        "aws_lb_listener.balancer_https-listener_3FC3F52B",
        "aws_lb_listener_rule.balancer_api_rule_074B43A0",
        "aws_lb_target_group.balancer_api_blue_81367A56",
        "aws_lb_target_group.balancer_api_green_EF2BBDBE",
        "aws_security_group.balancer_security-group_7B96FD61",
        "aws_vpc_security_group_ingress_rule.balancer_http-from-anywhere_8326F7C7",
        "aws_vpc_security_group_ingress_rule.balancer_https-from-anywhere_8FE3677A",
      ]
    `);
  });
});

function undefinedFor<Defaults extends object>(defaults: Defaults): Record<keyof Defaults, undefined> {
  return Object.fromEntries(Object.keys(defaults).map((name) => [name, undefined])) as Record<
    keyof Defaults,
    undefined
  >;
}
