import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { AwsStack, PolicyDocument, withDefaults, type Graph, type Signal } from "../../core";
import { firewallRules, type FirewallRule } from "./firewall-rules";
import { WEB_ACL_DEFAULTS, logGroupName, type FirewallMode, type WebAclProps } from "./web-acl-props";
import { webAclGraphs, webAclSignals } from "./web-acl-signals";
import { validateWebAcl } from "./web-acl-validation";

type Settings = WebAclProps & Required<Pick<WebAclProps, keyof typeof WEB_ACL_DEFAULTS>>;

/** Step in KiB in which AWS WAF inspects bodies. */
const INSPECTION_STEP = 16;
const SECRET_HEADERS = ["authorization", "cookie"] as const;

/**
 * A web ACL for CloudFront: eight own rules and Amazon's IP reputation list, with logs without credentials.
 *
 * The distribution attaches it by its ARN, because AWS has no association resource for CloudFront. It cannot be
 * attached to an HTTP API.
 */
export class WebAcl extends Construct {
  readonly webAclArn: string;
  /**
   * `<id>-rate-limit`, `<id>-sql-injection`, `<id>-cross-site-scripting` and `<id>-size-restriction`, published in
   * us-east-1.
   */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when AWS WAF would refuse a name, limit, path, agent or range. */
  constructor(scope: Construct, id: string, props: WebAclProps) {
    validateWebAcl(scope, id, props);
    super(scope, id);
    const settings = withDefaults(props, WEB_ACL_DEFAULTS);
    const rules = firewallRules({ ...settings, blockedAddressSets: this.createAddressSets(settings) });
    this.webAclArn = this.createWebAcl(settings, rules).arn;
    this.signals = webAclSignals(id, settings.name, settings.mode);
    const blocking = rules.filter(({ action }) => action !== "allow").map(({ name }) => name);
    this.graphs = webAclGraphs(settings.name, blocking, settings.mode);
    this.logRequests(settings);
  }

  private createAddressSets({ name, regional: { provider }, blockedIpRanges }: Settings): string[] {
    const versions = [
      { ipAddressVersion: "IPV4", addresses: blockedIpRanges.filter((range) => !range.includes(":")) },
      { ipAddressVersion: "IPV6", addresses: blockedIpRanges.filter((range) => range.includes(":")) },
    ];
    return versions.map(({ ipAddressVersion, addresses }) => {
      const version = ipAddressVersion.toLowerCase();
      const set = new Wafv2IpSet(this, `blocked-${version}`, {
        provider,
        name: `${name}-blocked-${version}`,
        scope: "CLOUDFRONT",
        ipAddressVersion,
        addresses,
        lifecycle: { createBeforeDestroy: true },
      });
      return set.arn;
    });
  }

  private createWebAcl(settings: Settings, rules: readonly FirewallRule[]): Wafv2WebAcl {
    const { name, regional, mode, maxBodyKilobytes } = settings;
    const inspectedKilobytes = Math.ceil(maxBodyKilobytes / INSPECTION_STEP) * INSPECTION_STEP;
    return new Wafv2WebAcl(this, "web-acl", {
      provider: regional.provider,
      name,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rule: rules.map((rule, priority) => toRule(rule, priority, mode)),
      associationConfig: {
        requestBody: [{ cloudfront: { defaultSizeInspectionLimit: `KB_${inspectedKilobytes}` } }],
      },
      visibilityConfig: visibility(name),
      // A web ACL in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private logRequests({ name, regional, logKey, logRetentionDays }: Settings): void {
    const { provider, region } = regional;
    const { account, partition } = AwsStack.of(this);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      provider,
      name: logGroupName(name),
      kmsKeyId: logKey.keyArn,
      retentionInDays: logRetentionDays,
    });
    const policy = new PolicyDocument(this, "log-delivery-policy", [
      {
        sid: "WriteFirewallLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${logGroup.arn}:*`],
        principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
        conditions: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
          { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:${partition}:logs:${region}:${account}:*`] },
        ],
      },
    ]);
    const permission = new CloudwatchLogResourcePolicy(this, "log-delivery", {
      provider,
      policyName: logGroupName(name),
      policyDocument: policy.json,
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      provider,
      resourceArn: this.webAclArn,
      logDestinationConfigs: [logGroup.arn],
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
      dependsOn: [permission],
    });
  }
}

function toRule({ name, action, statement }: FirewallRule, priority: number, mode: FirewallMode): Wafv2WebAclRule {
  const rule = { name, priority, statement, visibilityConfig: visibility(name) };
  if (action === "allow") return { ...rule, action: { allow: {} } };
  const blocks = mode === "block";
  if (action === "managed") return { ...rule, overrideAction: blocks ? { none: {} } : { count: {} } };
  return { ...rule, action: blocks ? { block: {} } : { count: {} } };
}

function visibility(metricName: string) {
  // Samples would show the headers that the logs redact.
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
