import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  graphsIn,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Graph,
  type Signal,
} from "../../core";
import { createAddressSets } from "./address-sets";
import { ruleArguments, visibility } from "./firewall-arguments";
import { totalCapacityUnits } from "./firewall-capacity";
import { createFirewallLogs } from "./firewall-logs";
import type { FirewallRule } from "./firewall-rules";
import { regionalRules } from "./regional-rules";
import {
  REGIONAL_WEB_ACL_DEFAULTS,
  type RegionalWebAclProps,
  type RegionalWebAclSettings,
} from "./regional-web-acl-props";
import { regionalWebAclGraphs, regionalWebAclSignals } from "./regional-web-acl-signals";
import { protectableArn, validateRegionalWebAcl } from "./regional-web-acl-validation";

/**
 * A web ACL for REST API stages, application load balancers, user pools and AppSync APIs of a region: AWS's rule groups
 * against the OWASP Top 10, a rate limit, address lists and countries, with logs without credentials.
 *
 * It cannot protect an HTTP API, which needs the web ACL of a distribution (`WebAcl`).
 */
export class RegionalWebAcl extends Construct {
  readonly webAclArn: string;
  /** Region of the web ACL; a token where the stack's is one. */
  readonly region: string;
  /** Capacity units of the rules, as AWS counts them at most. */
  readonly capacityUnits: number;
  /** `<id>-blocked`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when AWS WAF would refuse a setting, or the rules exceed `maxCapacityUnits`. */
  constructor(scope: Construct, id: string, props: RegionalWebAclProps) {
    validateRegionalWebAcl(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, REGIONAL_WEB_ACL_DEFAULTS);
    const { name, mode } = settings;
    const rules = regionalRules({ ...settings, ...this.createAddressSets(settings) });
    this.region = AwsStack.of(this).region;
    this.capacityUnits = totalCapacityUnits(rules);
    this.webAclArn = this.createWebAcl(settings, rules).arn;
    const observed = { name, mode, region: this.region };
    this.signals = signalsIn(this, regionalWebAclSignals(id, observed));
    this.graphs = graphsIn(
      this,
      regionalWebAclGraphs(
        observed,
        rules.map((rule) => rule.name),
      ),
    );
    createFirewallLogs(this, { ...settings, webAclArn: this.webAclArn });
  }

  /**
   * Protects a resource of the web ACL's region: `stageArn` of a REST API, or the ARN of a load balancer, user pool or
   * AppSync API. A resource has one web ACL.
   *
   * @param id - construct id of the association, which names the resource.
   * @throws InputError when the ARN is of another region, or of a resource that AWS WAF cannot protect.
   */
  protect(id: string, resourceArn: string): void {
    new Validation(this.node.scope!, this.node.id)
      .apply("protect", resourceArn, protectableArn(this.region))
      .throwIfInvalid();
    new Wafv2WebAclAssociation(this, id, { resourceArn, webAclArn: this.webAclArn });
  }

  private createAddressSets({ name, blockedIpRanges, trustedIpRanges }: RegionalWebAclSettings) {
    const create = (kind: string, ranges: readonly string[]) =>
      createAddressSets(this, kind, ranges, { name: `${name}-${kind}`, scope: "REGIONAL" });
    return {
      blockedAddressSets: create("blocked", blockedIpRanges),
      trustedAddressSets: trustedIpRanges.length > 0 ? create("trusted", trustedIpRanges) : [],
    };
  }

  private createWebAcl({ name, mode }: RegionalWebAclSettings, rules: readonly FirewallRule[]): Wafv2WebAcl {
    return new Wafv2WebAcl(this, "web-acl", {
      name,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rule: rules.map((rule, priority) => ruleArguments(rule, priority, mode)),
      visibilityConfig: visibility(name),
      // A web ACL in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
