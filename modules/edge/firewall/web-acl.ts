import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { PolicyDocument, type KeyReference, type LogRetentionDays, type RegionalProvider } from "../../core";
import { firewallRules, type FirewallRule } from "./firewall-rules";
import { logGroupName, validateWebAcl } from "./web-acl-validation";

export type FirewallMode = "block" | "count";

export interface WebAclProps {
  /** Physical name, and the end of the log group's: `aws-waf-logs-<name>`. */
  readonly name: string;
  readonly account: string;
  /** us-east-1, where everything that protects CloudFront must be. */
  readonly regional: RegionalProvider<"us-east-1">;
  /** Encrypts the log group; it must let CloudWatch Logs use it. */
  readonly logKey: KeyReference<"us-east-1">;
  /** Days that logs are kept. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Requests in five minutes after which an address is held off: 10 to 2000000000. @default 2000 */
  readonly requestsPerFiveMinutes?: number;
  /** Largest request body, in KiB: 1 to 64. AWS charges extra for reading more than 16. @default 16 */
  readonly maxBodyKilobytes?: number;
  /** Parts of user agents that are refused, in lower case, of at most 200 characters together. @default well-known attack tools */
  readonly blockedUserAgents?: readonly string[];
  /** IPv4 and IPv6 ranges in CIDR notation that are refused. @default none */
  readonly blockedIpRanges?: readonly string[];
  /** Exact path of the health check, which is judged by address and rate alone. @default "/health" */
  readonly healthCheckPath?: string;
  /** `count` only records what `block` refuses: for trying rules out. @default "block" */
  readonly mode?: FirewallMode;
}

export const WEB_ACL_DEFAULTS = {
  logRetentionDays: 90,
  requestsPerFiveMinutes: 2000,
  maxBodyKilobytes: 16,
  blockedUserAgents: ["acunetix", "dirbuster", "gobuster", "masscan", "nessus", "nikto", "nmap", "sqlmap", "wpscan"],
  blockedIpRanges: [],
  healthCheckPath: "/health",
  mode: "block",
} as const satisfies Partial<WebAclProps>;

/** Bodies are read in steps of so many KiB. */
const INSPECTION_STEP = 16;
const SECRET_HEADERS = ["authorization", "cookie"] as const;

/**
 * A firewall for CloudFront: eight rules of its own and Amazon's list of addresses of bad reputation, with logs that hold no credentials.
 *
 * It is attached by the distribution, because AWS has no association for CloudFront, and cannot be attached to an HTTP API.
 */
export class WebAcl extends Construct {
  readonly webAclArn: string;

  /** @throws InputError when a name, limit, path, agent or range is not what AWS WAF accepts. */
  constructor(scope: Construct, id: string, props: WebAclProps) {
    validateWebAcl(scope, id, props);
    super(scope, id);
    this.webAclArn = this.createWebAcl(props, this.createAddressSets(props)).arn;
    this.logRequests(props);
  }

  private createAddressSets(props: WebAclProps): string[] {
    const { blockedIpRanges = WEB_ACL_DEFAULTS.blockedIpRanges } = props;
    const versions = [
      { ipAddressVersion: "IPV4", addresses: blockedIpRanges.filter((range) => !range.includes(":")) },
      { ipAddressVersion: "IPV6", addresses: blockedIpRanges.filter((range) => range.includes(":")) },
    ];
    return versions.map(({ ipAddressVersion, addresses }) => {
      const version = ipAddressVersion.toLowerCase();
      const set = new Wafv2IpSet(this, `blocked-${version}`, {
        provider: props.regional.provider,
        name: `${props.name}-blocked-${version}`,
        scope: "CLOUDFRONT",
        ipAddressVersion,
        addresses,
        lifecycle: { createBeforeDestroy: true },
      });
      return set.arn;
    });
  }

  private createWebAcl(props: WebAclProps, blockedAddressSets: readonly string[]): Wafv2WebAcl {
    const { mode = WEB_ACL_DEFAULTS.mode, maxBodyKilobytes = WEB_ACL_DEFAULTS.maxBodyKilobytes } = props;
    const rules = firewallRules({
      healthCheckPath: props.healthCheckPath ?? WEB_ACL_DEFAULTS.healthCheckPath,
      requestsPerFiveMinutes: props.requestsPerFiveMinutes ?? WEB_ACL_DEFAULTS.requestsPerFiveMinutes,
      blockedUserAgents: props.blockedUserAgents ?? WEB_ACL_DEFAULTS.blockedUserAgents,
      maxBodyKilobytes,
      blockedAddressSets,
    });
    const inspectedKilobytes = Math.ceil(maxBodyKilobytes / INSPECTION_STEP) * INSPECTION_STEP;
    return new Wafv2WebAcl(this, "web-acl", {
      provider: props.regional.provider,
      name: props.name,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rule: rules.map((rule, priority) => toRule(rule, priority, mode)),
      associationConfig: {
        requestBody: [{ cloudfront: { defaultSizeInspectionLimit: `KB_${inspectedKilobytes}` } }],
      },
      visibilityConfig: visibility(props.name),
      // A web ACL in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private logRequests({ name, account, regional, logKey, logRetentionDays }: WebAclProps): void {
    const { provider, region } = regional;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      provider,
      name: logGroupName(name),
      kmsKeyId: logKey.keyArn,
      retentionInDays: logRetentionDays ?? WEB_ACL_DEFAULTS.logRetentionDays,
    });
    const policy = new PolicyDocument(this, "log-delivery-policy", [
      {
        sid: "WriteFirewallLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${logGroup.arn}:*`],
        principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
        conditions: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
          { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:aws:logs:${region}:${account}:*`] },
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

function toRule({ name, verdict, statement }: FirewallRule, priority: number, mode: FirewallMode): Wafv2WebAclRule {
  const rule = { name, priority, statement, visibilityConfig: visibility(name) };
  if (verdict === "allow") return { ...rule, action: { allow: {} } };
  const blocks = mode === "block";
  if (verdict === "managed") return { ...rule, overrideAction: blocks ? { none: {} } : { count: {} } };
  return { ...rule, action: blocks ? { block: {} } : { count: {} } };
}

function visibility(metricName: string) {
  // Samples would show the headers that the logs redact.
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
