import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Construct } from "constructs";
import { withDefaults, type Graph, type Signal } from "../../core";
import { createAddressSets } from "./address-sets";
import { ruleArguments, visibility } from "./firewall-arguments";
import { createFirewallLogs } from "./firewall-logs";
import { firewallRules, type FirewallRule } from "./firewall-rules";
import { WEB_ACL_DEFAULTS, type WebAclProps } from "./web-acl-props";
import { webAclGraphs, webAclSignals } from "./web-acl-signals";
import { validateWebAcl } from "./web-acl-validation";

type Settings = WebAclProps & Required<Pick<WebAclProps, keyof typeof WEB_ACL_DEFAULTS>>;

/** Step in KiB in which AWS WAF inspects bodies. */
const INSPECTION_STEP = 16;

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
    const { name, regional, blockedIpRanges } = settings;
    const sets = { scope: "CLOUDFRONT", provider: regional.provider, name: `${name}-blocked` } as const;
    const blockedAddressSets = createAddressSets(this, "blocked", blockedIpRanges, sets);
    const rules = firewallRules({ ...settings, blockedAddressSets });
    this.webAclArn = this.createWebAcl(settings, rules).arn;
    this.signals = webAclSignals(id, name, settings.mode);
    const blocking = rules.filter(({ action }) => action !== "allow").map(({ name }) => name);
    this.graphs = webAclGraphs(name, blocking, settings.mode);
    createFirewallLogs(this, { ...settings, webAclArn: this.webAclArn, provider: regional.provider });
  }

  private createWebAcl(settings: Settings, rules: readonly FirewallRule[]): Wafv2WebAcl {
    const { name, regional, mode, maxBodyKilobytes } = settings;
    const inspectedKilobytes = Math.ceil(maxBodyKilobytes / INSPECTION_STEP) * INSPECTION_STEP;
    return new Wafv2WebAcl(this, "web-acl", {
      provider: regional.provider,
      name,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rule: rules.map((rule, priority) => ruleArguments(rule, priority, mode)),
      associationConfig: {
        requestBody: [{ cloudfront: { defaultSizeInspectionLimit: `KB_${inspectedKilobytes}` } }],
      },
      visibilityConfig: visibility(name),
      // A web ACL in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
