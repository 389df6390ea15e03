import { type BadInput, refused, rejected } from "../bad-input";

const SUBNETS = {
  a: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.0.0/24", availability_zone: "us-east-1a" },
  b: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.1.0/24", availability_zone: "us-east-1b" },
};
const NETWORK = { aws_vpc: { v: { cidr_block: "10.0.0.0/16" } }, aws_subnet: SUBNETS };
const BALANCER = {
  name: "api",
  load_balancer_type: "application",
  subnets: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
};
const GROUP = { name: "api", port: 80, protocol: "HTTP", target_type: "ip", vpc_id: "${aws_vpc.v.id}" };
const FORWARD = { type: "forward", target_group_arn: "${aws_lb_target_group.api.arn}" };
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
const HTTPS = {
  load_balancer_arn: "${aws_lb.api.arn}",
  port: 443,
  protocol: "HTTPS",
  certificate_arn: CERTIFICATE,
  default_action: [FORWARD],
};
const HTTP = { load_balancer_arn: "${aws_lb.api.arn}", port: 80, protocol: "HTTP", default_action: [FORWARD] };
const RULE = {
  listener_arn: "${aws_lb_listener.api.arn}",
  priority: 1,
  action: [FORWARD],
  condition: [{ path_pattern: { values: ["/*"] } }],
};

const api = {
  ...NETWORK,
  aws_lb: { api: BALANCER },
  aws_lb_target_group: { api: GROUP },
  aws_lb_listener: { api: HTTPS },
};
const balancer = (changes: object) => ({ ...api, aws_lb: { api: { ...BALANCER, ...changes } } });
const group = (changes: object) => ({ ...api, aws_lb_target_group: { api: { ...GROUP, ...changes } } });
const check = (changes: object) =>
  group({ health_check: [{ path: "/", matcher: "200", interval: 15, timeout: 5, ...changes }] });
const listener = (values: object) => ({ ...api, aws_lb_listener: { api: values } });
const rule = (changes: object) => ({ ...api, aws_lb_listener_rule: { api: { ...RULE, ...changes } } });

export const LOAD_BALANCING: readonly BadInput[] = [
  refused(
    "pf-elbv2-alb-subnet-count",
    "aws_lb.api subnets",
    "At least two subnets in two different Availability Zones must be",
    balancer({ subnets: ["${aws_subnet.a.id}"] }),
  ),
  refused(
    "pf-elbv2-lb-one-subnet-per-az",
    "aws_lb.api subnets",
    "A load balancer cannot be attached to multiple subnets in the same",
    {
      ...api,
      aws_subnet: { ...SUBNETS, b: { ...SUBNETS.b, availability_zone: "us-east-1a" } },
    },
  ),
  refused(
    "pf-elbv2-lb-idle-timeout-range",
    "aws_lb.api idle_timeout",
    "idle_timeout.timeout_seconds is 4001 but must be between 1 and 4000",
    balancer({ idle_timeout: 4001 }),
  ),
  refused(
    "pf-elbv2-lb-attr-client-keep-alive-range",
    "aws_lb.api client_keep_alive",
    "'client_keep_alive.seconds' is 30, outside the accepted range",
    balancer({ client_keep_alive: 30 }),
  ),
  refused(
    "pf-elbv2-lb-attr-alb-cross-zone-immutable",
    "aws_lb.api enable_cross_zone_load_balancing",
    "The value for 'load_balancing.cross_zone.enabled' must always be",
    balancer({ enable_cross_zone_load_balancing: false }),
  ),
  rejected(
    "pf-elbv2-lb-attr-desync-mitigation-mode",
    "aws_lb.api desync_mitigation_mode",
    "'strict' is not a valid value for",
    balancer({ desync_mitigation_mode: "strict" }),
  ),
  refused(
    "pf-elbv2-listener-cert-insecure-protocol",
    "aws_lb_listener.api certificate_arn",
    "A certificate is attached to a HTTP listener",
    listener({ ...HTTP, certificate_arn: CERTIFICATE }),
  ),
  refused(
    "pf-elbv2-listener-sslpolicy-secure-only",
    "aws_lb_listener.api ssl_policy",
    "ssl_policy is set on a HTTP listener",
    listener({ ...HTTP, ssl_policy: "ELBSecurityPolicy-2016-08" }),
  ),
  refused(
    "pf-elbv2-listener-sslpolicy-known",
    "aws_lb_listener.api ssl_policy",
    "'ELBSecurityPolicy-TLS-1-4' is not a predefined security policy",
    listener({ ...HTTPS, ssl_policy: "ELBSecurityPolicy-TLS-1-4" }),
  ),
  refused(
    "pf-elbv2-listener-cert-region",
    "aws_lb_listener.api certificate_arn",
    "The certificate is in eu-west-1 but the load balancer is deployed to",
    listener({ ...HTTPS, certificate_arn: CERTIFICATE.replace("us-east-1", "eu-west-1") }),
  ),
  refused(
    "pf-elbv2-listener-protocol-lb-type",
    "aws_lb_listener.api protocol",
    "Listener protocol 'TCP' is not valid for a application load balancer",
    listener({ ...HTTP, protocol: "TCP" }),
  ),
  refused(
    "pf-elbv2-listener-alpn-tls-only",
    "aws_lb_listener.api alpn_policy",
    "You cannot set ALPN policy on load balancers of type 'application'",
    listener({ ...HTTPS, alpn_policy: "HTTP2Only" }),
  ),
  refused(
    "pf-elbv2-action-redirect-no-change",
    "aws_lb_listener.api default_action[0].redirect",
    "The redirect keeps the protocol, host, port and path of the request,",
    listener({ ...HTTP, default_action: [{ type: "redirect", redirect: [{ status_code: "HTTP_301" }] }] }),
  ),
  refused(
    "pf-elbv2-action-redirect-https-to-http",
    "aws_lb_listener.api default_action[0].redirect.protocol",
    "The redirect sends an HTTPS listener back to HTTP",
    listener({
      ...HTTPS,
      default_action: [{ type: "redirect", redirect: [{ status_code: "HTTP_301", protocol: "HTTP" }] }],
    }),
  ),
  refused(
    "pf-elbv2-action-redirect-path-leading-slash",
    "aws_lb_listener.api default_action[0].redirect.path",
    "The redirect path is 'shop'",
    listener({
      ...HTTP,
      default_action: [{ type: "redirect", redirect: [{ status_code: "HTTP_301", path: "shop" }] }],
    }),
  ),
  refused(
    "pf-elbv2-rule-condition-values-max",
    "aws_lb_listener_rule.api condition",
    "A rule can only have '5' condition values and regex values",
    rule({ condition: [{ path_pattern: { values: ["/a", "/b", "/c", "/d", "/e", "/f"] } }] }),
  ),
  refused("pf-elbv2-rule-priority-unique", "aws_lb_listener_rule.other priority", "Priority '1' is currently in use", {
    ...api,
    aws_lb_listener_rule: { api: RULE, other: { ...RULE, condition: [{ path_pattern: { values: ["/x"] } }] } },
  }),
  refused(
    "pf-elbv2-action-forward-weight-range",
    "aws_lb_listener_rule.api action[0].forward.target_group[0].weight",
    "The target group weight is 1000",
    rule({
      action: [
        {
          type: "forward",
          forward: { target_group: [{ arn: "${aws_lb_target_group.api.arn}", weight: 1000 }] },
        },
      ],
    }),
  ),
  rejected(
    "pf-elbv2-rule-http-header-name-length",
    "aws_lb_listener_rule.api condition[0].http_header.http_header_name",
    "Condition value for 'http-header' cannot contain more than 40",
    rule({ condition: [{ http_header: { http_header_name: `x-${"a".repeat(40)}`, values: ["secret"] } }] }),
  ),
  refused(
    "pf-elbv2-rule-http-header-not-host",
    "aws_lb_listener_rule.api condition[0].http_header.http_header_name",
    "You cannot specify 'host' as an HTTP header name",
    rule({ condition: [{ http_header: { http_header_name: "Host", values: ["a.example.com"] } }] }),
  ),
  refused(
    "pf-elbv2-rule-http-method-charset",
    "aws_lb_listener_rule.api condition[0]",
    "Condition value 'get' contains a character that is not valid",
    rule({ condition: [{ http_request_method: { values: ["get"] } }] }),
  ),
  rejected(
    "pf-elbv2-rule-source-ip-cidr",
    "aws_lb_listener_rule.api condition[0]",
    "The specified value '10.0.0.1' is not a valid CIDR block",
    rule({ condition: [{ source_ip: { values: ["10.0.0.1"] } }] }),
  ),
  refused(
    "pf-elbv2-rule-host-header-format",
    "aws_lb_listener_rule.api condition[0]",
    "Condition value 'a_b.example.com/' contains a character that is not",
    rule({ condition: [{ host_header: { values: ["a_b.example.com/"] } }] }),
  ),
  refused(
    "pf-elbv2-hc-timeout-interval",
    "aws_lb_target_group.api health_check.timeout",
    "Health check timeout '15' must be smaller than the interval '15'",
    check({ timeout: 15 }),
  ),
  refused(
    "pf-elbv2-tg-matcher-range-alb",
    "aws_lb_target_group.api health_check.matcher",
    "matcher '200-599' includes 599, outside the accepted range 200-499",
    check({ matcher: "200-599" }),
  ),
  rejected(
    "pf-elbv2-tg-hc-tcp-for-http-tg",
    "aws_lb_target_group.api health_check.protocol",
    "protocol 'TCP' on a HTTP target group",
    group({ health_check: [{ protocol: "TCP" }] }),
  ),
  rejected(
    "pf-elbv2-tg-hc-port-format",
    "aws_lb_target_group.api health_check.port",
    "port 'http' is neither traffic-port nor a port number in 1-65535",
    check({ port: "http" }),
  ),
  rejected(
    "pf-elbv2-tg-slow-start-range",
    "aws_lb_target_group.api slow_start",
    "slow_start.duration_seconds is 10 but must be 0 (disabled) or between",
    group({ slow_start: 10 }),
  ),
  rejected(
    "pf-elbv2-tg-deregistration-delay-range",
    "aws_lb_target_group.api deregistration_delay",
    "deregistration_delay.timeout_seconds is 4000 but must be between 0",
    group({ deregistration_delay: "4000" }),
  ),
  refused(
    "pf-elbv2-tg-attr-anomaly-mitigation-requires-weighted-random",
    "aws_lb_target_group.api load_balancing_anomaly_mitigation",
    "load_balancing.algorithm.anomaly_mitigation is 'on' while the",
    group({ load_balancing_anomaly_mitigation: "on", load_balancing_algorithm_type: "round_robin" }),
  ),
  refused(
    "pf-elbv2-app-cookie-name",
    "aws_lb_target_group.api ",
    "You must set an application cookie name to enable stickiness of type",
    group({ stickiness: [{ type: "app_cookie", enabled: true }] }),
  ),
  rejected(
    "pf-elbv2-tg-attr-lb-cookie-duration-range",
    "aws_lb_target_group.api stickiness.cookie_duration",
    "'stickiness.lb_cookie.duration_seconds' is 604801, outside the",
    group({ stickiness: [{ type: "lb_cookie", enabled: true, cookie_duration: 604801 }] }),
  ),
  refused("pf-elbv2-tg-lambda-no-port", "aws_lb_target_group.api port", "port is set on a lambda target group", {
    aws_lb_target_group: { api: { name: "api", target_type: "lambda", port: 80 } },
  }),
  rejected(
    "pf-elbv2-tg-protocol-version-values",
    "aws_lb_target_group.api protocol_version",
    "protocol_version 'HTTP3' is not one of GRPC, HTTP1, HTTP2",
    group({ protocol_version: "HTTP3" }),
  ),
  refused(
    "E3676",
    "aws_lb_listener.api ",
    "HTTPS listener requires Certificates",
    listener({ ...HTTPS, certificate_arn: undefined }),
  ),
];
