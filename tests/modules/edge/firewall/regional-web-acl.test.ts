import { TerraformVariable } from "cdktf";
import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import {
  MAX_CAPACITY,
  REGIONAL_WEB_ACL_DEFAULTS,
  RegionalWebAcl,
  capacityUnits,
  regionalRules,
  type ManagedGroupName,
  type RegionalFirewallSettings,
  type RegionalWebAclProps,
} from "../../../../modules/edge/firewall";
import { MANAGED_GROUPS } from "../../../../modules/edge/firewall/managed-groups";
import { synthesizeStack } from "../../../../testing";

const logKey: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
  region: "us-east-1",
  grantUse: () => {},
};
const stageArn = "arn:aws:apigateway:us-east-1::/restapis/0a1b2c3d4e/stages/live";

const createAcl = (stack: AwsStack<"us-east-1">, differences: Partial<RegionalWebAclProps> = {}) =>
  new RegionalWebAcl(stack, "acl", { name: "shop-api", logKey, ...differences });
const synthesizeAcl = (differences: Partial<RegionalWebAclProps> = {}) =>
  synthesizeStack((stack) => createAcl(stack, differences));

const settings: RegionalFirewallSettings = {
  managedGroups: ["amazon-ip-reputation", "core"],
  requestsPerFiveMinutes: 2000,
  largeBodyPaths: [],
  freeTextPaths: [],
  uninspectedPaths: [],
  blockedAddressSets: ["arn:v4", "arn:v6"],
  trustedAddressSets: [],
};
const ruleOf = (name: string, differences: Partial<RegionalFirewallSettings> = {}) =>
  regionalRules({ ...settings, ...differences }).find((rule) => rule.name === name)!;
const notOn = (path: string) => ({
  not_statement: { statement: { byte_match_statement: expect.objectContaining({ search_string: path }) } },
});
const notTrusted = ["arn:t4", "arn:t6"].map((arn) => ({
  not_statement: { statement: { ip_set_reference_statement: { arn } } },
}));
const trusted = { trustedAddressSets: ["arn:t4", "arn:t6"] };

describe("the rules", () => {
  test("block lists and rates first, then countries, then the managed groups, and allow nothing", () => {
    const rules = regionalRules({ ...settings, countries: { only: ["DE"] }, largeBodyPaths: ["/live/uploads"] });
    expect(rules.map(({ name, action }) => [name, action])).toEqual([
      ["block-listed-addresses", "block"],
      ["rate-limit", "block"],
      ["countries", "block"],
      ["amazon-ip-reputation", "managed"],
      ["core", "managed"],
      ["body-size", "block"],
    ]);
    expect(regionalRules(settings).map(({ name }) => name)).not.toContain("countries");
  });

  test("block every country but those of only, or those of except", () => {
    const inGermany = { geo_match_statement: { country_codes: ["DE"] } };
    expect(ruleOf("countries", { countries: { only: ["DE"] } }).statement).toEqual({
      not_statement: { statement: inGermany },
    });
    expect(ruleOf("countries", { countries: { except: ["DE"] } }).statement).toEqual(inGermany);
  });

  test("except trusted addresses from countries and reputation, and from no inspection", () => {
    expect(ruleOf("countries", { countries: { except: ["DE"] }, ...trusted }).statement).toEqual({
      and_statement: { statement: [{ geo_match_statement: { country_codes: ["DE"] } }, ...notTrusted] },
    });
    expect(ruleOf("amazon-ip-reputation", trusted).statement).toMatchObject({
      managed_rule_group_statement: { scope_down_statement: { and_statement: { statement: notTrusted } } },
    });
    expect(ruleOf("core", trusted)).toEqual(ruleOf("core"));
  });

  test("except uninspected paths from all rules but lists and rates", () => {
    const paths = { uninspectedPaths: ["/live/webhooks"] };
    expect(ruleOf("core", paths).statement).toMatchObject({
      managed_rule_group_statement: { scope_down_statement: notOn("/live/webhooks") },
    });
    expect(ruleOf("amazon-ip-reputation", { ...paths, ...trusted }).statement).toMatchObject({
      managed_rule_group_statement: {
        scope_down_statement: { and_statement: { statement: [...notTrusted, notOn("/live/webhooks")] } },
      },
    });
    expect(ruleOf("rate-limit", paths)).toEqual(ruleOf("rate-limit"));
    expect(ruleOf("core").statement).not.toHaveProperty("managed_rule_group_statement.scope_down_statement");
  });

  test("nest statements in a managed group at most as deep as the provider has blocks", () => {
    const depthOf = (value: unknown): number =>
      typeof value === "object" && value !== null
        ? Math.max(0, ...Object.entries(value).map(([key, one]) => Number(/^(?:and|or|not)_/.test(key)) + depthOf(one)))
        : 0;
    const settings = { ...trusted, uninspectedPaths: ["/live/webhooks", "/live/health"] };
    expect(depthOf(ruleOf("amazon-ip-reputation", settings))).toBe(2);
    expect(depthOf({ and_statement: { statement: [{ not_statement: { or_statement: {} } }] } })).toBe(3);
  });

  test("count the size limit of the core group, and block large bodies on all other paths", () => {
    const paths = { largeBodyPaths: ["/live/uploads"] };
    expect(ruleOf("core", paths).statement).toMatchObject({
      managed_rule_group_statement: {
        rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
      },
    });
    expect(ruleOf("body-size", paths).statement).toEqual({
      and_statement: {
        statement: [
          {
            label_match_statement: {
              scope: "LABEL",
              key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
            },
          },
          notOn("/live/uploads"),
        ],
      },
    });
    expect(ruleOf("core").statement).not.toHaveProperty("managed_rule_group_statement.rule_action_override");
    expect(ruleOf("body-size")).toBeUndefined();
  });

  test("count the SQL and script rules for bodies, and block such bodies on all paths but those of free text", () => {
    const paths = {
      managedGroups: ["core", "sql-injection"],
      freeTextPaths: ["/live/feedback", "/live/chat"],
    } as const;
    const overridden = (name: string) => {
      const group = ruleOf(name, paths).statement as { managed_rule_group_statement: { rule_action_override: object } };
      return group.managed_rule_group_statement.rule_action_override;
    };
    const label = (key: string) => ({ label_match_statement: { scope: "LABEL", key: `awswaf:managed:aws:${key}` } });
    const count = { action_to_use: { count: {} } };
    expect(overridden("core")).toEqual([{ name: "CrossSiteScripting_BODY", ...count }]);
    expect(overridden("sql-injection")).toEqual([
      { name: "SQLi_BODY", ...count },
      { name: "SQLiExtendedPatterns_BODY", ...count },
    ]);
    const elsewhere = [notOn("/live/feedback"), notOn("/live/chat")];
    expect(ruleOf("body-scripts", paths)).toEqual({
      name: "body-scripts",
      action: "block",
      statement: {
        and_statement: { statement: [label("core-rule-set:CrossSiteScripting_Body"), ...elsewhere] },
      },
    });
    const sqlLabels = [label("sql-database:SQLi_Body"), label("sql-database:SQLiExtendedPatterns_Body")];
    expect(ruleOf("body-sql", paths)).toEqual({
      name: "body-sql",
      action: "block",
      statement: { and_statement: { statement: [{ or_statement: { statement: sqlLabels } }, ...elsewhere] } },
    });
    expect(ruleOf("body-scripts")).toBeUndefined();
    expect(ruleOf("body-sql", { managedGroups: ["sql-injection"] })).toBeUndefined();
  });

  test("both replace rules of the core group where bodies are large and free text", () => {
    const paths = { largeBodyPaths: ["/live/uploads"], freeTextPaths: ["/live/feedback"] };
    const names = regionalRules({ ...settings, ...paths }).map(({ name }) => name);
    expect(names.slice(-3)).toEqual(["core", "body-size", "body-scripts"]);
    expect(ruleOf("core", paths).statement).toMatchObject({
      managed_rule_group_statement: {
        rule_action_override: [{ name: "SizeRestrictions_BODY" }, { name: "CrossSiteScripting_BODY" }],
      },
    });
  });
});

describe("capacity units", () => {
  test.each<[ManagedGroupName, number]>([
    ["amazon-ip-reputation", 25],
    ["anonymous-addresses", 50],
    ["core", 700],
    ["known-bad-inputs", 200],
    ["sql-injection", 200],
    ["admin-pages", 100],
    ["linux", 200],
    ["posix", 100],
    ["windows", 200],
    ["php", 100],
    ["wordpress", 100],
  ])("of the group %s are %d", (name, units) => {
    const statement = { vendor_name: "AWS", name: MANAGED_GROUPS[name].group } as const;
    expect(capacityUnits({ managed_rule_group_statement: statement })).toBe(units);
  });

  test("of countries and labels are one, and scopes add theirs", () => {
    const country = { geo_match_statement: { country_codes: ["DE"] } };
    expect(capacityUnits(country)).toBe(1);
    expect(capacityUnits({ label_match_statement: { scope: "LABEL", key: "a" } })).toBe(1);
    const core = { vendor_name: "AWS", name: MANAGED_GROUPS.core.group, scope_down_statement: country } as const;
    expect(capacityUnits({ managed_rule_group_statement: core })).toBe(701);
  });

  test("of the defaults stay within the included 1500", () => {
    synthesizeStack((stack) => expect(createAcl(stack).capacityUnits).toBe(1179));
  });

  test("beyond the limit are refused without a word, and 5000 in any case", () => {
    const managedGroups: ManagedGroupName[] = [...REGIONAL_WEB_ACL_DEFAULTS.managedGroups, "linux", "windows"];
    expect(() => synthesizeAcl({ managedGroups })).toThrow(
      'test/acl: managedGroups: got "1579 capacity units"; allowed: at most 1500; use fewer groups and paths, or raise',
    );
    expect(() => synthesizeAcl({ managedGroups, maxCapacityUnits: 1579 })).not.toThrow();
    expect(MAX_CAPACITY).toBe(5000);
    expect(() => synthesizeAcl({ maxCapacityUnits: 5001 })).toThrow(
      "maxCapacityUnits: got 5001; allowed: a whole number",
    );
  });
});

describe("RegionalWebAcl", () => {
  test("blocks known attacks and floods of the region's resources", () => {
    const acl = synthesizeAcl().resource("aws_wafv2_web_acl");
    expect(acl).toMatchObject({
      name: "shop-api",
      scope: "REGIONAL",
      default_action: { allow: {} },
      lifecycle: { create_before_destroy: true },
      visibility_config: { cloudwatch_metrics_enabled: true, sampled_requests_enabled: false },
    });
    const rules = acl["rule"] as { name: string; priority: number; override_action?: object; action?: object }[];
    expect(rules.map(({ priority }) => priority)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(rules[1]).toMatchObject({
      name: "rate-limit",
      action: { block: {} },
      statement: { rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit: 2000 } },
    });
    expect(rules[4]).toMatchObject({ name: "core", override_action: { none: {} } });
  });

  test("only counts in count mode", () => {
    const rules = synthesizeAcl({ mode: "count" }).resource("aws_wafv2_web_acl")["rule"] as object[];
    expect(rules[1]).toMatchObject({ action: { count: {} } });
    expect(rules[4]).toMatchObject({ override_action: { count: {} } });
  });

  test("has sets of blocked and of trusted addresses by IP version", () => {
    const stack = synthesizeAcl({ blockedIpRanges: ["192.0.2.0/24"], trustedIpRanges: ["2001:db8::/32"] });
    const sets = Object.values(stack.resources("aws_wafv2_ip_set")).map(({ name, scope, addresses }) => [
      name,
      scope,
      addresses,
    ]);
    expect(sets).toEqual([
      ["shop-api-blocked-ipv4", "REGIONAL", ["192.0.2.0/24"]],
      ["shop-api-blocked-ipv6", "REGIONAL", []],
      ["shop-api-trusted-ipv4", "REGIONAL", []],
      ["shop-api-trusted-ipv6", "REGIONAL", ["2001:db8::/32"]],
    ]);
    expect(Object.keys(synthesizeAcl().resources("aws_wafv2_ip_set"))).toHaveLength(2);
  });

  test("logs requests without credentials into an encrypted group", () => {
    const stack = synthesizeAcl({ logRetentionDays: 30 });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-shop-api",
      kms_key_id: logKey.keyArn,
      retention_in_days: 30,
    });
    expect(stack.resource("aws_wafv2_web_acl_logging_configuration")).toMatchObject({
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
    });
    expect(stack.statements("log-delivery-policy")[0]).toMatchObject({
      condition: [{ values: ["111122223333"] }, { values: ["arn:aws:logs:us-east-1:111122223333:*"] }],
    });
  });

  test("the signal and the graph count what the mode does", () => {
    synthesizeStack((stack) => {
      const acl = createAcl(stack);
      expect(acl.signals).toEqual([
        expect.objectContaining({
          id: "acl-blocked",
          metricName: "BlockedRequests",
          dimensions: { WebACL: "shop-api", Region: "us-east-1", Rule: "ALL" },
          threshold: 500,
        }),
      ]);
      expect(acl.graphs[0]).toMatchObject({ title: "Blocked requests", metrics: { length: 7 } });
      const trial = new RegionalWebAcl(stack, "trial", { name: "trial", logKey, mode: "count" });
      expect(trial.signals[0]!.metricName).toBe("CountedRequests");
      expect(trial.graphs[0]!.title).toBe("Counted requests");
    });
  });

  test.each([
    stageArn,
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/0a1b2c3d",
    "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_AbCdEf",
    "arn:aws:appsync:us-east-1:111122223333:apis/0a1b2c",
  ])("protect associates %s", (resourceArn) => {
    const stack = synthesizeStack((scope) => createAcl(scope).protect("live", resourceArn));
    expect(stack.resource("aws_wafv2_web_acl_association", "acl_live")).toMatchObject({
      resource_arn: resourceArn,
      web_acl_arn: expect.stringMatching(/^\$\{aws_wafv2_web_acl\.acl_web-acl_\w+\.arn\}$/),
    });
  });

  test.each([
    ["an HTTP API", "arn:aws:apigateway:us-east-1::/apis/0a1b2c/stages/live"],
    ["another region", stageArn.replace("us-east-1", "eu-west-1")],
    ["a distribution", "arn:aws:cloudfront::111122223333:distribution/E1"],
  ])("protect refuses %s", (_name, resourceArn) => {
    expect(() => synthesizeStack((scope) => createAcl(scope).protect("live", resourceArn))).toThrow(
      `test/acl: protect: got "${resourceArn}"; allowed: the ARN of a REST API stage, application load balancer, user pool`,
    );
  });

  test("protect accepts ARNs that are unknown until plan, and every region where its own is unknown", () => {
    const stack = synthesizeStack((scope) => {
      const arn = new TerraformVariable(scope, "stage", { type: "string" }).stringValue;
      createAcl(scope).protect("live", arn);
    });
    expect(stack.resource("aws_wafv2_web_acl_association")).toMatchObject({ resource_arn: "${var.stage}" });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeAcl({
        name: "shop api",
        logKey: { ...logKey, region: "us-west-2" },
        managedGroups: ["bots" as never],
        requestsPerFiveMinutes: 9,
        blockedIpRanges: ["192.0.2.1"],
        trustedIpRanges: ["0.0.0.0/0"],
        countries: { only: ["XX"] },
        largeBodyPaths: ["uploads"],
        freeTextPaths: ["feedback"],
        uninspectedPaths: ["/a", "/a"],
      });
    expect(invalid).toThrow(InputError);
    // The name is neither that of a web ACL nor that of a log group.
    expect(invalid).toThrow(/^11 invalid settings/);
    expect(invalid).toThrow(/countries\.only: got "XX"; allowed: a code of ISO 3166 with two capital letters/);
    expect(invalid).toThrow(/managedGroups: got "bots"; allowed: amazon-ip-reputation, anonymous-addresses, core/);
    expect(() => synthesizeAcl({ countries: { except: [] } })).toThrow(
      "countries.except: got []; allowed: at least one country; omit the filter, or list countries",
    );
    expect(() => synthesizeAcl({ countries: { except: ["DE", "DE"] } })).toThrow(
      'countries.except: got "DE"; allowed: every',
    );
    expect(() => synthesizeAcl({ countries: { only: ["DE"], except: ["US"] } })).toThrow(
      /countries: got .*; allowed: only or except; list/,
    );
    expect(() => synthesizeAcl({ mode: "watch" as "count" })).toThrow('mode: got "watch"; allowed: block, count');
  });

  test("the addresses are these", () => {
    const stack = synthesizeStack((scope) => createAcl(scope).protect("live", stageArn));
    expect(stack.addresses).toMatchInlineSnapshot(`
      [
        "aws_cloudwatch_log_group.acl_log-group_314C860C",
        "aws_cloudwatch_log_resource_policy.acl_log-delivery_FC03F69B",
        "aws_wafv2_ip_set.acl_blocked-ipv4_F5A2BEF5",
        "aws_wafv2_ip_set.acl_blocked-ipv6_8A0596B4",
        "aws_wafv2_web_acl.acl_web-acl_D359F211",
        "aws_wafv2_web_acl_association.acl_live_0BEFB919",
        "aws_wafv2_web_acl_logging_configuration.acl_logging_AF466BBA",
        "data.aws_iam_policy_document.acl_log-delivery-policy_document_C7B5B2C3",
      ]
    `);
  });
});
