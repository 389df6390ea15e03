import { Token } from "cdktf";
import { ShieldProtection, type ShieldProtectionProps } from "../../../../modules/edge/shield";
import { Alarms } from "../../../../modules/observability";
import { synthesizeStack, type TestStack } from "../../../../testing";

const distribution = "arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE";
const balancer = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop-api/50dc6c495c0c9188";
const address = "arn:aws:ec2:us-east-1:111122223333:eip-allocation/eipalloc-0a1b2c3d4e5f60718";
const zone = "arn:aws:route53:::hostedzone/Z0123456789EXAMPLE";
const stage = "arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5/stages/live";

const props: ShieldProtectionProps = {
  name: "shop",
  ddosProtection: "advanced",
  subscription: "subscribed",
  distributions: { site: distribution },
  hostedZones: { zone },
  loadBalancers: { api: balancer },
  elasticIps: { egress: address },
};

function synthesizeProtection(
  differences: Partial<ShieldProtectionProps> = {},
  region = "us-east-1" as const,
): TestStack {
  return synthesizeStack(
    (stack) => {
      const { signals } = new ShieldProtection(stack, "shield", { ...props, ...differences });
      new Alarms(stack, "alarms", { name: "shop", topicArn: "arn:aws:sns:us-east-1:111122223333:alarms", signals });
    },
    { region },
  );
}

describe("ShieldProtection", () => {
  test("advanced protects distributions, hosted zones, load balancers and Elastic IP addresses", () => {
    const protections = Object.values(synthesizeProtection().resources("aws_shield_protection"));
    expect(Object.fromEntries(protections.map(({ name, resource_arn }) => [name, resource_arn]))).toEqual({
      "shop-site": distribution,
      "shop-zone": zone,
      "shop-api": balancer,
      "shop-egress": address,
    });
  });

  test("advanced has an alarm for the attacks on each resource", () => {
    const alarms = Object.values(synthesizeProtection().resources("aws_cloudwatch_metric_alarm"));
    expect(alarms).toHaveLength(4);
    expect(alarms).toContainEqual(
      expect.objectContaining({
        alarm_name: "shop-shield-api-attack",
        metric_name: "DDoSDetected",
        dimensions: { ResourceArn: balancer },
      }),
    );
  });

  test("attacks on global resources are reported in us-east-1, on others in the region of the stack", () => {
    synthesizeStack(
      (stack) => {
        const loadBalancers = { api: balancer.replace("us-east-1", "eu-west-1") };
        const { signals } = new ShieldProtection(stack, "shield", { ...props, loadBalancers, elasticIps: {} });
        expect(signals.map(({ id, region }) => [id, region])).toEqual([
          ["shield-site-attack", "us-east-1"],
          ["shield-zone-attack", "us-east-1"],
          ["shield-api-attack", undefined],
        ]);
      },
      { region: "eu-west-1" },
    );
  });

  test.each(["none", "subscribed"] as const)("standard creates nothing, with the subscription %s", (subscription) => {
    const stack = synthesizeProtection({ ddosProtection: "standard", subscription });
    expect(stack.addresses).toEqual([]);
  });

  test("advanced without resources creates nothing", () => {
    const none = { distributions: undefined, hostedZones: undefined, loadBalancers: undefined, elasticIps: undefined };
    expect(synthesizeProtection(none).addresses).toEqual([]);
  });

  test("an ARN that is unknown until plan is not judged", () => {
    const loadBalancers = { api: Token.asString({ resolve: () => "${aws_lb.api.arn}" }) };
    const stack = synthesizeProtection({ loadBalancers });
    expect(stack.resource("aws_shield_protection", "api")).toMatchObject({ resource_arn: "${aws_lb.api.arn}" });
  });

  test.each<[string, Partial<ShieldProtectionProps>, string]>([
    [
      "advanced without a subscription",
      { subscription: "none" },
      'ddosProtection: got "advanced"; allowed: standard without a subscription; subscribe the account',
    ],
    [
      "another level",
      { ddosProtection: "full" as "standard" },
      'ddosProtection: got "full"; allowed: standard, advanced',
    ],
    ["another subscription", { subscription: "yes" as "none" }, 'subscription: got "yes"; allowed: none, subscribed'],
    [
      "a stage of API Gateway",
      { loadBalancers: { api: stage } },
      `loadBalancers.api: got "${stage}"; allowed: the ARN of an Application Load Balancer in us-east-1; Shield protects no stage`,
    ],
    [
      "a Network Load Balancer",
      { loadBalancers: { api: balancer.replace("/app/", "/net/") } },
      "allowed: the ARN of an Application Load Balancer",
    ],
    [
      "an address of another region",
      { elasticIps: { egress: address.replace("us-east-1", "eu-west-1") } },
      "allowed: the ARN of an Elastic IP address in us-east-1",
    ],
    ["a zone that is no ARN", { hostedZones: { zone: "Z0123" } }, "allowed: the ARN of a hosted zone; Shield"],
    ["a distribution that is no ARN", { distributions: { site: "E1" } }, "allowed: the ARN of a distribution; Shield"],
    ["a name in capitals", { hostedZones: { Zone: zone } }, 'hostedZones: got "Zone"; allowed: names in kebab-case'],
    ["a resource of two names", { hostedZones: { one: zone, two: zone } }, "allowed: an ARN that no other name has"],
    ["a name of two resources", { hostedZones: { api: zone } }, 'hostedZones: got "api"; allowed: a name for each'],
    ["a name that is too long", { name: "a".repeat(125) }, "allowed: at most 128 characters with the name"],
  ])("refuses %s", (_, differences, message) => {
    expect(() => synthesizeProtection(differences)).toThrow(message);
  });
});
