import { InputError, type KeyReference } from "../../../../modules/core/index";
import { WebAcl, type WebAclProps } from "../../../../modules/edge/firewall";
import { synthesizeStack, type TestStack } from "../../../../testing/index";

const logKey: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};
const props: Omit<WebAclProps, "regional"> = { name: "shop", logKey };

const synthesizeAcl = (differences: Partial<WebAclProps> = {}) =>
  synthesizeStack(
    (stack) => new WebAcl(stack, "web-acl", { ...props, regional: stack.providerIn("us-east-1"), ...differences }),
  );

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: object;
  readonly override_action?: object;
  readonly statement: object;
}

const rulesOf = (stack: TestStack) => stack.resource("aws_wafv2_web_acl")["rule"] as readonly Rule[];
const ruleOf = (stack: TestStack, name: string) => rulesOf(stack).find((rule) => rule.name === name)!;

describe("WebAcl", () => {
  test("R-E4 has the scope CLOUDFRONT and allows requests that no rule blocks", () => {
    expect(synthesizeAcl().resource("aws_wafv2_web_acl")).toMatchObject({
      name: "shop",
      scope: "CLOUDFRONT",
      default_action: { allow: {} },
      association_config: { request_body: [{ cloudfront: { default_size_inspection_limit: "KB_16" } }] },
      lifecycle: { create_before_destroy: true },
    });
  });

  test("R-E4 has eight own rules and one managed rule group, with distinct priorities", () => {
    const rules = rulesOf(synthesizeAcl());
    expect(rules.filter(({ action }) => action)).toHaveLength(8);
    expect(rules.filter(({ override_action }) => override_action)).toHaveLength(1);
    expect(rules.map(({ priority }) => priority)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("has a metric for each rule and no samples, which would show credentials", () => {
    const stack = synthesizeAcl();
    for (const rule of [...rulesOf(stack), stack.resource("aws_wafv2_web_acl")]) {
      expect(rule).toMatchObject({
        visibility_config: {
          metric_name: (rule as Rule).name,
          cloudwatch_metrics_enabled: true,
          sampled_requests_enabled: false,
        },
      });
    }
  });

  test("blocks by default", () => {
    const stack = synthesizeAcl();
    expect(ruleOf(stack, "sql-injection").action).toEqual({ block: {} });
    expect(ruleOf(stack, "amazon-ip-reputation").override_action).toEqual({ none: {} });
  });

  test("only counts requests in count mode", () => {
    const rules = rulesOf(synthesizeAcl({ mode: "count" }));
    expect(JSON.stringify(rules.map(({ action }) => action))).not.toContain("block");
    expect(rules.map(({ action, override_action }) => action ?? override_action)).toEqual([
      { count: {} },
      { count: {} },
      { allow: {} },
      ...Array.from({ length: 6 }, () => ({ count: {} })),
    ]);
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const undefinedProps: Partial<WebAclProps> = {
      logRetentionDays: undefined,
      requestsPerFiveMinutes: undefined,
      maxBodyKilobytes: undefined,
      blockedUserAgents: undefined,
      blockedIpRanges: undefined,
      healthCheckPath: undefined,
      freeTextPaths: undefined,
      mode: undefined,
    };
    expect(synthesizeAcl(undefinedProps).config).toEqual(synthesizeAcl().config);
  });

  test("blocks an address after 2000 requests in five minutes by default", () => {
    expect(ruleOf(synthesizeAcl(), "rate-limit").statement).toEqual({
      rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit: 2000 },
    });
    expect(ruleOf(synthesizeAcl({ requestsPerFiveMinutes: 100 }), "rate-limit").statement).toMatchObject({
      rate_based_statement: { limit: 100 },
    });
  });

  test("allows the health check at its path", () => {
    const health = (stack: TestStack) => JSON.stringify(ruleOf(stack, "allow-health-check").statement);
    expect(health(synthesizeAcl())).toContain('"/health"');
    expect(health(synthesizeAcl({ healthCheckPath: "/api/ping" }))).toContain('"/api/ping"');
  });

  test("blocks requests without user agent and those of known tools", () => {
    expect(ruleOf(synthesizeAcl({ blockedUserAgents: ["bad.bot", "sqlmap"] }), "user-agent").statement).toMatchObject({
      or_statement: {
        statement: [
          {
            not_statement: {
              statement: {
                size_constraint_statement: { field_to_match: { single_header: { name: "user-agent" } }, size: 0 },
              },
            },
          },
          { regex_match_statement: { regex_string: "bad\\.bot|sqlmap" } },
        ],
      },
    });
    expect(JSON.stringify(ruleOf(synthesizeAcl(), "user-agent").statement)).toContain("|sqlmap|");
  });

  test("blocks only requests without user agent when no agent is listed", () => {
    expect(Object.keys(ruleOf(synthesizeAcl({ blockedUserAgents: [] }), "user-agent").statement)).toEqual([
      "not_statement",
    ]);
  });

  test("sorts listed ranges into a set for each address family", () => {
    const stack = synthesizeAcl({ blockedIpRanges: ["192.0.2.0/24", "2001:db8::/32"] });
    const set = { scope: "CLOUDFRONT", lifecycle: { create_before_destroy: true } };
    expect(stack.resource("aws_wafv2_ip_set", "ipv4")).toMatchObject({
      ...set,
      name: "shop-blocked-ipv4",
      ip_address_version: "IPV4",
      addresses: ["192.0.2.0/24"],
    });
    expect(stack.resource("aws_wafv2_ip_set", "ipv6")).toMatchObject({
      ...set,
      name: "shop-blocked-ipv6",
      ip_address_version: "IPV6",
      addresses: ["2001:db8::/32"],
    });
  });

  test.each([
    [16, "KB_16"],
    [17, "KB_32"],
    [64, "KB_64"],
  ])("inspects bodies of %i KiB completely", (maxBodyKilobytes, limit) => {
    const stack = synthesizeAcl({ maxBodyKilobytes });
    expect(stack.resource("aws_wafv2_web_acl")).toMatchObject({
      association_config: { request_body: [{ cloudfront: { default_size_inspection_limit: limit } }] },
    });
    expect(ruleOf(stack, "size-restriction").statement).toMatchObject({
      or_statement: {
        statement: expect.arrayContaining([
          {
            size_constraint_statement: expect.objectContaining({
              field_to_match: { body: { oversize_handling: "MATCH" } },
              size: maxBodyKilobytes * 1024,
            }),
          },
        ]),
      },
    });
  });

  test("R-E4 logs to an encrypted group for 365 days by default, without credentials", () => {
    const stack = synthesizeAcl();
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-shop",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/test",
      retention_in_days: 365,
    });
    expect(stack.resource("aws_wafv2_web_acl_logging_configuration")).toMatchObject({
      log_destination_configs: [expect.stringMatching(/aws_cloudwatch_log_group\..*\.arn/)],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
      depends_on: [expect.stringContaining("aws_cloudwatch_log_resource_policy.")],
    });
    expect(synthesizeAcl({ logRetentionDays: 30 }).resource("aws_cloudwatch_log_group")).toMatchObject({
      retention_in_days: 30,
    });
  });

  test("allows only log delivery of its account to write its logs", () => {
    expect(synthesizeAcl().statements("log-delivery-policy")).toEqual([
      {
        sid: "WriteFirewallLogs",
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/)],
        principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:logs:us-east-1:111122223333:*"] },
        ],
      },
    ]);
  });

  test("R-E4 creates everything in us-east-1, in every stack region", () => {
    const stack = synthesizeStack(
      (scope) => new WebAcl(scope, "web-acl", { ...props, regional: scope.providerIn("us-east-1") }),
      { region: "us-west-2" as "us-east-1" },
    );
    const resources = Object.values(stack.config.resource ?? {}).flatMap((named) => Object.values(named));
    expect(resources).toHaveLength(6);
    resources.forEach((resource) => expect(resource).toMatchObject({ provider: "aws.us-east-1" }));
  });

  test("R-E4 in another region than us-east-1 neither compiles nor runs", () => {
    const inOregon = (): unknown =>
      synthesizeStack((stack) => {
        // @ts-expect-error: a web ACL of scope CLOUDFRONT must be in us-east-1
        new WebAcl(stack, "web-acl", { ...props, regional: stack.providerIn("us-west-2") });
      });
    expect(inOregon).toThrow('regional.region: got "us-west-2"; allowed: us-east-1');
  });

  test("blocks or counts", () => {
    expect(() => synthesizeAcl({ mode: "watch" as "count" })).toThrow('mode: got "watch"; allowed: block, count');
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeAcl({
        name: "shop acl",
        logRetentionDays: 4 as 3,
        requestsPerFiveMinutes: 9,
        maxBodyKilobytes: 65,
        blockedUserAgents: ["SqlMap", "nikto", "nikto"],
        blockedIpRanges: ["192.0.2.1/32", "192.0.2.1/32"],
        healthCheckPath: "/",
        freeTextPaths: ["feedback"],
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^10 invalid settings:/);
    expect(invalid).toThrow(/test\/web-acl: name: got "shop acl"/);
    expect(invalid).toThrow(/name: got "aws-waf-logs-shop acl"; allowed: a log group name/);
    expect(invalid).toThrow(/logRetentionDays: got 4/);
    expect(invalid).toThrow(/requestsPerFiveMinutes: got 9; allowed: a whole number from 10 to 2000000000/);
    expect(invalid).toThrow(/maxBodyKilobytes: got 65; allowed: a whole number from 1 to 64/);
    expect(invalid).toThrow(/blockedUserAgents: got "SqlMap"; allowed: lower-case letters/);
    expect(invalid).toThrow(/blockedUserAgents: got "nikto"; allowed: every value once/);
    expect(invalid).toThrow(/blockedIpRanges: got "192.0.2.1\/32"; allowed: every value once/);
    expect(invalid).toThrow(/healthCheckPath: got "\/"; allowed: a path of 2 to 200 characters/);
  });

  test.each([
    "192.0.2.1",
    "192.0.2.0/0",
    "192.0.2.0/33",
    "192.0.2.0/024",
    "2001:db8::/129",
    "2001:db8::/32/1",
    "999.0.2.0/24",
    "all",
    "192.0.2.1/24",
    "2001:db8::1/32",
    "2001:db8:1:2:3:4:5:6/112",
  ])("refuses %s as a range of addresses", (range) => {
    expect(() => synthesizeAcl({ blockedIpRanges: [range] })).toThrow(`blockedIpRanges: got "${range}"`);
  });

  test.each([
    "192.0.2.128/25",
    "10.0.0.0/8",
    "198.51.100.7/32",
    "2001:db8:0:8000::/49",
    "::1/128",
    "2001:db8:1:2:3:4:5:6/128",
    "::ffff:192.0.2.0/120",
  ])("accepts the range %s without host bits", (range) => {
    expect(() => synthesizeAcl({ blockedIpRanges: [range] })).not.toThrow();
  });

  test("allows the health check by GET and HEAD only", () => {
    const statement = JSON.stringify(ruleOf(synthesizeAcl(), "allow-health-check").statement);
    const methods = [...statement.matchAll(/"search_string":"([A-Z]+)"/g)].map(([, method]) => method);
    expect(methods).toEqual(["GET", "HEAD"]);
  });

  test("signals and graphs blocked requests by rule in us-east-1", () => {
    let acl: WebAcl | undefined;
    synthesizeStack((stack) => {
      acl = new WebAcl(stack, "web-acl", { ...props, regional: stack.providerIn("us-east-1") });
    });
    expect(acl!.signals.map(({ id, dimensions }) => [id, dimensions])).toEqual([
      ["web-acl-rate-limit", { WebACL: "shop", Rule: "rate-limit" }],
      ["web-acl-sql-injection", { WebACL: "shop", Rule: "sql-injection" }],
      ["web-acl-cross-site-scripting", { WebACL: "shop", Rule: "cross-site-scripting" }],
      ["web-acl-size-restriction", { WebACL: "shop", Rule: "size-restriction" }],
    ]);
    for (const signal of acl!.signals) {
      expect(signal).toMatchObject({ namespace: "AWS/WAFV2", metricName: "BlockedRequests", region: "us-east-1" });
    }
    expect(acl!.graphs.map(({ title, metrics }) => [title, metrics.length])).toEqual([["Blocked requests", 8]]);
  });

  test("signals counted requests in count mode", () => {
    synthesizeStack((stack) => {
      const regional = stack.providerIn("us-east-1");
      const { signals, graphs } = new WebAcl(stack, "web-acl", { ...props, regional, mode: "count" });
      expect(new Set(signals.map(({ metricName }) => metricName))).toEqual(new Set(["CountedRequests"]));
      expect(graphs[0]!.title).toBe("Counted requests");
    });
  });

  test("refuses more user agents than one regular expression can match", () => {
    const blockedUserAgents = Array.from({ length: 30 }, (_, index) => `agent-${index}`);
    expect(() => synthesizeAcl({ blockedUserAgents })).toThrow(/allowed: at most 200 characters together/);
  });

  test("has these addresses", () => {
    expect(synthesizeAcl().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_log_group.web-acl_log-group_64640BE7",
       "aws_cloudwatch_log_resource_policy.web-acl_log-delivery_A043B2BD",
       "aws_wafv2_ip_set.web-acl_blocked-ipv4_5D9CB198",
       "aws_wafv2_ip_set.web-acl_blocked-ipv6_D3F72116",
       "aws_wafv2_web_acl.web-acl_DE22562A",
       "aws_wafv2_web_acl_logging_configuration.web-acl_logging_D7451C0C",
       "data.aws_iam_policy_document.web-acl_log-delivery-policy_document_50FE0223",
     ]
    `);
  });
});
