import { all, expectAt, fail, isSet, isTrue, matches, oneOf, unknown, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Check, Rule } from "../../engine/rule";
import { isUnresolved, listOf, recordsOf, valueAt } from "../../engine/values";
import { isApplication, isGateway, isNetwork } from "../checks/load-balancers";
import { LISTED, TLS_POLICY } from "../checks/supported-versions";

const SECURE = ["HTTPS", "TLS"];
/** Only network load balancers have listeners of these protocols, wherever they are created. */
const PACKETS = ["TCP", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"];

const redirects = ({ values }: Resource): boolean =>
  recordsOf(values["default_action"]).some(
    ({ type, redirect }) =>
      type === "redirect" &&
      valueAt(redirect, "protocol") === "HTTPS" &&
      valueAt(redirect, "status_code") === "HTTP_301",
  );

const hasCertificate = all(oneOf("protocol", ...SECURE), isSet("certificate_arn"));

const listensSecurely: Check = (listener, context) => {
  const [balancer] = context.graph.targetsAt(listener, "load_balancer_arn");
  const protocol = String(listener.values["protocol"] ?? "HTTP");
  // Behind a TCP listener of a network load balancer the application terminates TLS.
  const isPacket = PACKETS.includes(protocol) && !(balancer && isApplication(balancer));
  if (protocol === "HTTP" || isPacket) return [];
  return hasCertificate(listener, context);
};

const spansTwoZones: Check = ({ values }) => {
  const lists = ["subnets", "subnet_mapping"].map((path) => ({ path, value: values[path] }));
  // One reference may be a list: the ids of a data source, a module output or a variable.
  const reference = lists.find(({ value }) => isUnresolved(value));
  if (reference) return [unknown(reference.path)];
  return lists.some(({ value }) => listOf(value).length >= 2) ? [] : [fail("subnets", "must name subnets of two AZs")];
};

export const ELB_RULES: readonly Rule[] = [
  {
    id: "ALB-01",
    title: "Listeners require TLS 1.2 or newer",
    severity: "critical",
    rationale: "Unencrypted traffic can be read on its way.",
    fix: "Set protocol to HTTPS, certificate_arn, and ssl_policy to a policy for TLS 1.2 or 1.3.",
    awsError: "CertificateNotFound, or ValidationError: A certificate must be specified for HTTPS listeners",
    controls: {
      fsbp: ["ELB.17"],
      nist: ["AC-17(2)", "SC-8"],
      checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
      trivy: ["AVD-AWS-0047"],
    },
    types: ["aws_lb_listener", "aws_alb_listener"],
    check: all(
      listensSecurely,
      when(
        ({ values }) => SECURE.includes(String(values["protocol"])),
        matches("ssl_policy", TLS_POLICY, `must be a policy of TLS 1.2 or newer (${LISTED})`),
      ),
    ),
  },
  {
    id: "ALB-02",
    title: "HTTP listeners redirect to HTTPS",
    severity: "high",
    rationale: "A listener that answers over HTTP receives cookies over HTTP.",
    fix: "Set default_action to a redirect with protocol HTTPS and status_code HTTP_301.",
    controls: {
      fsbp: ["ELB.1", "ELB.18"],
      nist: ["SC-8"],
      checkov: ["CKV_AWS_2", "CKV2_AWS_20"],
      trivy: ["AVD-AWS-0054"],
      nag: ["ALBHttpToHttpsRedirection", "ELBTlsHttpsListenersOnly"],
    },
    types: ["aws_lb_listener", "aws_alb_listener"],
    check: when(
      (listener, { graph }) =>
        [undefined, "HTTP"].includes(listener.values["protocol"] as string | undefined) &&
        !graph.targetsAt(listener, "load_balancer_arn").some(isGateway),
      (listener) => (redirects(listener) ? [] : [fail("default_action", "must redirect to HTTPS with HTTP_301")]),
    ),
  },
  {
    id: "ALB-03",
    title: "Load balancers drop invalid headers and mitigate request smuggling",
    severity: "medium",
    rationale: "Malformed headers and ambiguous requests smuggle a second request past the web ACL.",
    fix: "Set drop_invalid_header_fields to true, and desync_mitigation_mode to defensive or strictest.",
    controls: {
      fsbp: ["ELB.4", "ELB.12"],
      nist: ["SC-7"],
      checkov: ["CKV_AWS_131", "CKV_AWS_328"],
      trivy: ["AVD-AWS-0052"],
      nag: ["ALBHttpDropInvalidHeaderEnabled"],
    },
    types: ["aws_lb", "aws_alb"],
    check: when(
      isApplication,
      all(
        isTrue("drop_invalid_header_fields"),
        expectAt("desync_mitigation_mode", "must be defensive or strictest", (value) => value !== "monitor"),
      ),
    ),
  },
  {
    id: "ALB-04",
    title: "Load balancers write access logs",
    severity: "medium",
    rationale: "Without access logs an attack cannot be investigated.",
    fix: "Set access_logs.enabled to true and access_logs.bucket.",
    controls: { fsbp: ["ELB.5"], nist: ["AU-2", "AU-12"], checkov: ["CKV_AWS_91"], nag: ["ELB2"] },
    types: ["aws_lb", "aws_alb"],
    relaxed: { dev: "off" },
    check: when((balancer) => !isGateway(balancer), all(isTrue("access_logs.enabled"), isSet("access_logs.bucket"))),
  },
  {
    id: "ALB-05",
    title: "Load balancers have deletion protection",
    severity: "high",
    rationale: "A new load balancer has a new DNS name that no record points to.",
    fix: "Set enable_deletion_protection to true.",
    controls: {
      fsbp: ["ELB.6"],
      nist: ["CM-3a", "SC-5(2)"],
      checkov: ["CKV_AWS_150"],
      nag: ["ELBDeletionProtectionEnabled"],
    },
    types: ["aws_lb", "aws_alb"],
    relaxed: { dev: "off" },
    check: isTrue("enable_deletion_protection"),
  },
  {
    id: "ALB-06",
    title: "Load balancers span two AZs and set `internal` explicitly",
    severity: "high",
    rationale: "AWS rejects load balancers in one AZ, and the default is internet-facing.",
    fix: "Set subnets of two AZs, internal, and enable_cross_zone_load_balancing on a network load balancer.",
    awsError: "ValidationError: At least two subnets in two different Availability Zones must be specified",
    controls: { fsbp: ["ELB.13"], nist: ["CP-2(5)", "SC-7"], checkov: ["CKV_AWS_152"] },
    types: ["aws_lb", "aws_alb"],
    check: all(
      spansTwoZones,
      when((balancer) => !isGateway(balancer), isSet("internal")),
      when(isNetwork, isTrue("enable_cross_zone_load_balancing")),
    ),
  },
  {
    id: "ALB-07",
    title: "Target groups define a health check",
    severity: "low",
    rationale: "The default check requests / and expects 200, which the application may never return.",
    fix: "Set health_check, with a path for HTTP and HTTPS.",
    controls: { nist: ["CA-7"], checkov: ["CKV_AWS_261"] },
    types: ["aws_lb_target_group", "aws_alb_target_group"],
    relaxed: { dev: "off" },
    check: all(
      isSet("health_check"),
      when(({ values }) => ["HTTP", "HTTPS"].includes(String(values["protocol"])), isSet("health_check.path")),
    ),
  },
];
