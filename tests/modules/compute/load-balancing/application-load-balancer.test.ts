import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import {
  APPLICATION_LOAD_BALANCER_DEFAULTS,
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "../../../../modules/compute/load-balancing";
import { InputError, SecurityGroup, type AwsStack } from "../../../../modules/core";
import { Bucket } from "../../../../modules/data/storage";
import { Distribution } from "../../../../modules/edge/cdn";
import { synthesizeStack } from "../../../../testing";

type Stack = AwsStack<"us-east-1">;

const webAclArn = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/0b1c2d3e";
const certificate = {
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
  region: "us-east-1",
  names: ["origin.example.com", "*.shop.example.com"],
} as const;
const props: Omit<ApplicationLoadBalancerProps, "accessLogs"> = {
  name: "shop",
  placement: {
    vpcId: "vpc-0a1b",
    subnetIds: ["subnet-0a", "subnet-0b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  exposure: { from: "internet" },
  certificate,
  webAclArn,
};
const secret = (stack: Stack, id = "header"): string =>
  new TerraformVariable(stack, id, { type: "string", sensitive: true }).stringValue;
const cloudfront = (stack: Stack, prefixListId?: string) =>
  ({
    from: "cloudfront",
    secretHeader: { name: "x-origin-secret", values: [secret(stack)] },
    prefixListId,
  }) as const;

function createBalancer(stack: Stack, differences: Partial<ApplicationLoadBalancerProps> = {}) {
  const accessLogs = new Bucket(stack, "logs", { name: "shop-logs", intent: "logs" });
  return new ApplicationLoadBalancer(stack, "balancer", { ...props, accessLogs, ...differences });
}
const synthesizeBalancer = (differences: Partial<ApplicationLoadBalancerProps> = {}) =>
  synthesizeStack((stack) => createBalancer(stack, differences));
const synthesizeBehindCloudFront = (prefixListId?: string) =>
  synthesizeStack((stack) => createBalancer(stack, { exposure: cloudfront(stack, prefixListId), webAclArn: "none" }));

describe("ApplicationLoadBalancer", () => {
  test("drops invalid headers, mitigates request smuggling and refuses its deletion", () => {
    expect(synthesizeBalancer().resource("aws_lb")).toMatchObject({
      name: "shop",
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-0a", "subnet-0b"],
      drop_invalid_header_fields: true,
      desync_mitigation_mode: "defensive",
      enable_waf_fail_open: false,
      enable_deletion_protection: true,
      idle_timeout: 60,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("writes access logs below its name, after the bucket policy permits it", () => {
    const stack = synthesizeBalancer();
    expect(stack.resource("aws_lb")).toMatchObject({
      access_logs: {
        enabled: true,
        bucket: expect.stringContaining("aws_s3_bucket.logs_bucket_"),
        prefix: "shop",
      },
      depends_on: [expect.stringContaining("aws_s3_bucket_policy.logs_policy_")],
    });
    expect(stack.statements("logs_bucket-policy")).toContainEqual(
      expect.objectContaining({
        sid: "LoadBalancerLogsOfShop",
        actions: ["s3:PutObject"],
        resources: [expect.stringMatching(/\.arn\}\/shop\/AWSLogs\/111122223333\/\*$/)],
        principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
        condition: [
          {
            test: "ArnLike",
            variable: "aws:SourceArn",
            values: ["arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/*"],
          },
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        ],
      }),
    );
  });

  test("a bucket of another intent than logs is refused", () => {
    const intoContent = () =>
      synthesizeStack((stack) => {
        const accessLogs = new Bucket(stack, "content", { name: "shop-content", intent: "content", key: "s3-managed" });
        createBalancer(stack, { accessLogs });
      });
    expect(intoContent).toThrow(/content: intent: got "content"; allowed: logs/);
  });

  test("HTTPS requires TLS 1.2 or newer, and requests of no rule get a 404", () => {
    expect(synthesizeBalancer().resource("aws_lb_listener", "https-listener")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "404", content_type: "text/plain" } }],
    });
  });

  test("HTTP redirects to HTTPS for good", () => {
    expect(synthesizeBalancer().resource("aws_lb_listener", "http-listener")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } }],
    });
  });

  test("the web ACL is associated, or none", () => {
    expect(synthesizeBalancer().resource("aws_wafv2_web_acl_association")).toMatchObject({ web_acl_arn: webAclArn });
    expect(synthesizeBalancer({ webAclArn: "none" }).resources("aws_wafv2_web_acl_association")).toEqual({});
  });

  test("the internet reaches 443 and 80, and the load balancer reaches nothing", () => {
    const stack = synthesizeBalancer();
    const rules = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    expect(rules.map(({ from_port, to_port, cidr_ipv4 }) => [from_port, to_port, cidr_ipv4])).toEqual([
      [80, 80, "0.0.0.0/0"],
      [443, 443, "0.0.0.0/0"],
    ]);
    expect(stack.resources("aws_vpc_security_group_egress_rule")).toEqual({});
  });

  test("behind CloudFront only its prefix list reaches 443, and requests without the header get a 403", () => {
    const stack = synthesizeBehindCloudFront();
    const rule = stack.resource("aws_vpc_security_group_ingress_rule");
    expect(rule).toMatchObject({ from_port: 443, to_port: 443, prefix_list_id: "pl-3b927c52" });
    expect(rule).not.toHaveProperty("cidr_ipv4");
    expect(stack.resource("aws_lb_listener")["default_action"]).toMatchObject([
      { fixed_response: { status_code: "403" } },
    ]);
    expect(stack.resource("aws_lb")["internal"]).toBe(false);
  });

  test("the prefix list of other regions is a setting", () => {
    expect(synthesizeBehindCloudFront("pl-0a1b2c3d").resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      prefix_list_id: "pl-0a1b2c3d",
    });
  });

  test("a VPC origin reaches an internal load balancer by TLS 1.2", () => {
    let vpcOriginId: string | undefined;
    const stack = synthesizeStack((scope) => {
      ({ vpcOriginId } = createBalancer(scope, { exposure: { from: "vpc-origin" }, webAclArn: "none" }));
    });
    expect(vpcOriginId).toBeDefined();
    expect(stack.resource("aws_lb")["internal"]).toBe(true);
    expect(stack.resource("aws_vpc_security_group_ingress_rule")["prefix_list_id"]).toBe("pl-3b927c52");
    expect(stack.resource("aws_cloudfront_vpc_origin")["vpc_origin_endpoint_config"]).toMatchObject([
      {
        name: "shop",
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: [{ items: ["TLSv1.2"], quantity: 1 }],
      },
    ]);
  });

  test("an internal load balancer admits the peers of allowFrom only", () => {
    const stack = synthesizeStack((scope) => {
      const balancer = createBalancer(scope, { exposure: { from: "internal" }, webAclArn: "none" });
      expect(balancer.vpcOriginId).toBeUndefined();
      balancer.allowFrom(SecurityGroup.fromId(scope, "app", "sg-0a"));
    });
    expect(stack.resource("aws_lb")["internal"]).toBe(true);
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      from_port: 443,
      referenced_security_group_id: "sg-0a",
    });
    expect(Object.keys(stack.resources("aws_lb_listener"))).toHaveLength(1);
  });

  test("createAfter delays the load balancer until a network is complete", () => {
    const stack = synthesizeStack((scope) => {
      const network = new Construct(scope, "network");
      new SecurityGroup(network, "group", { name: "a", description: "A", vpcId: "vpc-0a1b", peerName: "a" });
      createBalancer(scope).createAfter(network);
    });
    expect(stack.resource("aws_lb")["depends_on"]).toEqual([
      expect.stringContaining("aws_s3_bucket_policy."),
      expect.stringContaining("aws_security_group.network_"),
    ]);
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(APPLICATION_LOAD_BALANCER_DEFAULTS).toEqual({ idleTimeoutSeconds: 60, deletionProtection: true });
    const settings = { idleTimeoutSeconds: undefined, deletionProtection: undefined };
    expect(synthesizeBalancer(settings).config).toEqual(synthesizeBalancer().config);
  });

  test("idle timeout and deletion protection are settings", () => {
    const stack = synthesizeBalancer({ idleTimeoutSeconds: 4_000, deletionProtection: false });
    expect(stack.resource("aws_lb")).toMatchObject({
      idle_timeout: 4_000,
      enable_deletion_protection: false,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("the signals have these metrics and limits", () => {
    synthesizeStack((scope) => {
      const { signals, graphs } = createBalancer(scope);
      const metric = (metricName: string, statistic: string) =>
        expect.objectContaining({
          namespace: "AWS/ApplicationELB",
          metricName,
          statistic,
          dimensions: { LoadBalancer: expect.any(String) as string },
        }) as object;
      const notBreaching = { comparison: "above", missingData: "notBreaching" };
      expect(signals).toMatchObject([
        {
          ...notBreaching,
          id: "balancer-5xx",
          expression: "FILL(targets, 0) + FILL(balancer, 0)",
          metrics: {
            targets: metric("HTTPCode_Target_5XX_Count", "Sum"),
            balancer: metric("HTTPCode_ELB_5XX_Count", "Sum"),
          },
          threshold: 10,
          periodSeconds: 300,
          evaluationPeriods: 1,
        },
        { ...notBreaching, id: "balancer-latency", threshold: 5, periodSeconds: 60, evaluationPeriods: 3 },
        { ...notBreaching, id: "balancer-rejected-connections", threshold: 0, periodSeconds: 300 },
      ]);
      expect(signals.slice(1)).toEqual([metric("TargetResponseTime", "p95"), metric("RejectedConnectionCount", "Sum")]);
      expect(graphs.map(({ metrics }) => metrics.length)).toEqual([4, 3, 2]);
    });
  });

  test("asOrigin returns the origin of a distribution", () => {
    synthesizeStack((scope) => {
      const exposure = cloudfront(scope);
      const balancer = createBalancer(scope, { exposure, webAclArn: "none" });
      for (const domainName of ["origin.example.com", "a.shop.example.com"]) {
        expect(balancer.asOrigin(domainName, ["/api/*"])).toEqual({
          domainName,
          originPath: "",
          paths: ["/api/*"],
          secretHeader: { name: "x-origin-secret", value: exposure.secretHeader.values[0] },
        });
      }
      expect(() => balancer.asOrigin("b.example.com", [])).toThrow(
        /balancer: asOrigin: got "b.example.com"; allowed: a name of the certificate: origin.example.com/,
      );
      expect(() => balancer.asOrigin("https://example.com", [])).toThrow(/allowed: a lower-case domain name/);
    });
  });

  test("asOrigin returns the VPC origin of an internal load balancer, which a distribution accepts", () => {
    const stack = synthesizeStack((scope) => {
      const balancer = createBalancer(scope, { exposure: { from: "vpc-origin" }, webAclArn: "none" });
      const api = balancer.asOrigin("origin.example.com", ["/api/*"]);
      expect(api).toEqual({
        domainName: "origin.example.com",
        originPath: "",
        paths: ["/api/*"],
        vpcOriginId: balancer.vpcOriginId,
      });
      const bucket = { intent: "website", key: "s3-managed" } as const;
      new Distribution(scope, "distribution", {
        name: "shop",
        regional: scope.providerIn("us-east-1"),
        site: new Bucket(scope, "site", { ...bucket, name: "shop-site" }),
        logBucket: new Bucket(scope, "edge-logs", { name: "shop-edge-logs", intent: "logs" }),
        webAclArn: "none",
        api,
      });
    });
    const origins = stack.resource("aws_cloudfront_distribution")["origin"] as object[];
    expect(origins[1]).toEqual({
      origin_id: "api",
      domain_name: "origin.example.com",
      origin_path: "",
      vpc_origin_config: { vpc_origin_id: expect.stringMatching(/^\$\{aws_cloudfront_vpc_origin\.\S+\.id\}$/) },
    });
  });

  test("asOrigin accepts any name if the names of the certificate are unknown, and CloudFront as client only", () => {
    synthesizeStack((scope) => {
      const unnamed = { ...certificate, names: undefined };
      const behind = createBalancer(scope, { exposure: cloudfront(scope), webAclArn: "none", certificate: unnamed });
      expect(behind.asOrigin("b.example.com", []).domainName).toBe("b.example.com");
    });
    expect(() => synthesizeStack((scope) => createBalancer(scope).asOrigin("origin.example.com", []))).toThrow(
      /balancer: exposure.from: got "internet"; allowed: cloudfront, vpc-origin; other exposures let clients bypass/,
    );
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeBalancer({
        name: "internal-shop",
        placement: { ...props.placement, subnetIds: ["subnet-0a"], availabilityZones: ["us-east-1a"] },
        certificate: { ...certificate, certificateArn: "arn:aws:acm:us-west-2:111122223333:certificate/1" },
        webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1",
        idleTimeoutSeconds: 4_001,
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^5 invalid settings/);
    expect(invalid).toThrow(/name: got "internal-shop"; allowed: a load balancer name of at most 32 characters/);
    expect(invalid).toThrow(/placement.availabilityZones: got .*; allowed: at least two different Availability Zones/);
    expect(invalid).toThrow(
      /certificate.certificateArn: got ".*us-west-2.*"; allowed: the ARN of an ACM certificate in us-east-1/,
    );
    expect(invalid).toThrow(/webAclArn: got ".*global.*"; allowed: none, or the ARN of a web ACL of scope REGIONAL/);
    expect(invalid).toThrow(/idleTimeoutSeconds: got 4001; allowed: a whole number from 1 to 4000/);
  });

  test.each([
    [
      { name: "Host", values: ["literal-value-1"] },
      [/secretHeader.name: got "Host"; allowed: at most 40/, /secretHeader.values: got "a literal"; allowed: a refer/],
    ],
    [{ name: "x-origin-secret", values: [] }, [/values: got "0 values"; allowed: one value, and its successor/]],
  ])("the secret header %j is refused without its value in the message", (secretHeader, messages) => {
    const invalid = () => synthesizeBalancer({ exposure: { from: "cloudfront", secretHeader } });
    messages.forEach((message) => expect(invalid).toThrow(message));
    expect(invalid).not.toThrow(/literal-value-1/);
  });

  test.each(["3b927c52", "sg-0a1b"])("the prefix list %s is refused", (prefixListId) => {
    const exposure = { from: "vpc-origin", prefixListId } as const;
    expect(() => synthesizeBalancer({ exposure })).toThrow(
      new RegExp(`exposure.prefixListId: got "${prefixListId}"; allowed: the id of a prefix list`),
    );
  });

  test("a region whose prefix list is not known needs the setting", () => {
    const inIreland = () =>
      synthesizeStack(
        (stack) => {
          const accessLogs = new Bucket(stack, "logs", { name: "shop-logs", intent: "logs" });
          const exposure = { from: "vpc-origin" } as const;
          const certificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
          const irish = { certificateArn, region: "eu-west-1" } as const;
          const placement = { ...props.placement, availabilityZones: ["eu-west-1a", "eu-west-1b"] };
          const settings = { ...props, placement, accessLogs, exposure, certificate: irish, webAclArn: "none" };
          new ApplicationLoadBalancer(stack, "balancer", settings);
        },
        { region: "eu-west-1" },
      );
    expect(inIreland).toThrow(
      /exposure.prefixListId: got nothing; allowed: the prefix list of CloudFront in eu-west-1/,
    );
  });

  test("a prefix list that is unknown until plan is not checked", () => {
    expect(() =>
      synthesizeStack((stack) => createBalancer(stack, { exposure: cloudfront(stack, secret(stack, "list")) })),
    ).not.toThrow();
  });

  test("a region that is unknown until plan is not compared", () => {
    const stack = new TerraformStack(new App({ stackTraces: false }), "plain");
    new AwsProvider(stack, "AWS", {});
    const accessLogs = { bucketName: "logs", allowLoadBalancerLogs: () => [] };
    const create = (id: string, differences: Partial<ApplicationLoadBalancerProps>) => () =>
      new ApplicationLoadBalancer(stack, id, { ...props, accessLogs, ...differences });
    expect(create("balancer", { exposure: { from: "vpc-origin", prefixListId: "pl-0a" } })).not.toThrow();
    expect(create("other", { webAclArn: "shop" })).toThrow(/allowed: none, or the ARN of a web ACL of scope REGIONAL/);
    expect(create("third", { exposure: { from: "vpc-origin" } })).toThrow(/prefixListId: got nothing/);
  });

  test("the addresses are these", () => {
    const { addresses } = synthesizeBalancer();
    expect(addresses.filter((address) => /\.balancer/.test(address))).toMatchInlineSnapshot(`
      [
        "aws_lb.balancer_load-balancer_F30C8A88",
        "aws_lb_listener.balancer_http-listener_D1B2ED9A",
        "aws_lb_listener.balancer_https-listener_3FC3F52B",
        "aws_security_group.balancer_security-group_7B96FD61",
        "aws_vpc_security_group_ingress_rule.balancer_http-from-anywhere_8326F7C7",
        "aws_vpc_security_group_ingress_rule.balancer_https-from-anywhere_8FE3677A",
        "aws_wafv2_web_acl_association.balancer_web-acl_37ACB8DB",
      ]
    `);
  });
});
