import { fail, unknown, when } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isUnresolved, numberOf, recordsOf, select } from "../../../engine/values";
import type { ResourceGraph } from "../../../graph/resource-graph";
import { isApplication } from "../../../rules/checks/load-balancers";
import { ifPresent, isLess, related } from "../conditions";
import { GUIDES, type OwnRefusal } from "../own-refusal";

const LISTENERS = ["aws_alb_listener", "aws_lb_listener"];
const RULES = ["aws_alb_listener_rule", "aws_lb_listener_rule"];
/** Placeholders of the request, which are the defaults. */
const PLACEHOLDERS = { protocol: "#{protocol}", port: "#{port}", host: "#{host}", path: "/#{path}" } as const;

/** Rejects a redirect to the protocol, port, host and path of the request. One without any of them is the pack's. */
const changesTarget: Check = (resource, { graph }) => {
  const [listener] = LISTENERS.includes(resource.type) ? [resource] : graph.targetsAt(resource, "listener_arn");
  const name = LISTENERS.includes(resource.type) ? "default_action" : "action";
  return recordsOf(resource.values[name]).flatMap((action, index) =>
    recordsOf(action["redirect"]).flatMap((redirect) => loopIn(redirect, `${name}[${index}].redirect`, listener)),
  );
};

function loopIn(redirect: Values, path: string, listener: Resource | undefined): readonly Finding[] {
  const { protocol = "HTTP", port } = listener?.values ?? {};
  const own: Readonly<Record<string, unknown>> = { protocol, port };
  const written = Object.entries(PLACEHOLDERS).filter(
    ([name, placeholder]) => !isEmpty(redirect[name]) && redirect[name] !== placeholder,
  );
  const values = written.flatMap(([name]) => [redirect[name], own[name]]);
  const isOpen = values.some(isUnresolved);
  const isKept = written.every(
    ([name]) => isUnresolved(redirect[name]) || String(redirect[name]) === String(own[name]),
  );
  if (written.length === 0 || !isKept) return [];
  return [isOpen ? unknown(path) : fail(path, "leads to the protocol, port, host and path of the request itself")];
}

/** Application load balancers cannot use the keys of KMS. */
const writesToPlainBucket: Check = (balancer, { graph }) =>
  select(balancer.values, "access_logs.bucket")
    .filter(({ value }) => !isEmpty(value))
    .flatMap(({ path }) =>
      graph
        .targetsAt(balancer, "access_logs.bucket")
        .filter((bucket) => usesKey(bucket, graph))
        .map(({ address }) => fail(path, `is ${address}, which encrypts with a key of KMS`)),
    );

function usesKey(bucket: Resource, graph: ResourceGraph): boolean {
  return graph
    .referrers(bucket, "aws_s3_bucket_server_side_encryption_configuration")
    .flatMap(({ values }) => select(values, "rule.apply_server_side_encryption_by_default.sse_algorithm"))
    .some(({ value }) => String(value).startsWith("aws:kms"));
}

/** Codes of a matcher: single ones, and ranges from the lower code. */
const hasAscendingCodes: Check = ifPresent("health_check.matcher", "must have ranges that ascend", (matcher) =>
  String(matcher)
    .split(",")
    .every((part) => !isLess(...(part.split("-").reverse() as [unknown, unknown]))),
);

export const LOAD_BALANCING: readonly OwnRefusal[] = [
  {
    id: "gp-elbv2-matcher-order",
    title: "Ranges of codes in health checks ascend",
    fix: "Begin the range with the lower code, such as 200-299.",
    documentation: `${GUIDES}/elasticloadbalancing/latest/APIReference/API_Matcher.html`,
    types: ["aws_alb_target_group", "aws_lb_target_group"],
    check: hasAscendingCodes,
  },
  {
    id: "gp-elbv2-redirect-loop",
    title: "Redirects lead to another protocol, port, host or path than that of the request",
    fix: "Change the protocol, such as to HTTPS on port 443, the port, the host or the path of the redirect.",
    documentation: `${GUIDES}/elasticloadbalancing/latest/application/rule-action-types.html`,
    types: [...LISTENERS, ...RULES],
    check: changesTarget,
  },
  {
    id: "gp-elbv2-slow-start-algorithm",
    title: "Target groups with slow start distribute requests in turn",
    fix: "Remove slow_start, or set load_balancing_algorithm_type to round_robin.",
    documentation: `${GUIDES}/elasticloadbalancing/latest/application/edit-target-group-attributes.html`,
    types: ["aws_alb_target_group", "aws_lb_target_group"],
    check: related({
      at: "slow_start",
      decidedBy: ["slow_start", "load_balancing_algorithm_type"],
      problemOf: ({ slow_start: seconds, load_balancing_algorithm_type: algorithm }) =>
        (numberOf(seconds) ?? 0) > 0 && !isEmpty(algorithm) && algorithm !== "round_robin"
          ? `must not be set with ${String(algorithm)}`
          : undefined,
    }),
  },
  {
    id: "gp-elbv2-access-logs-encryption",
    title: "Access logs of application load balancers go to buckets that S3 encrypts with its own keys",
    fix: "Set sse_algorithm of the bucket to AES256.",
    documentation: `${GUIDES}/elasticloadbalancing/latest/application/enable-access-logging.html`,
    types: ["aws_alb", "aws_lb"],
    check: when(isApplication, writesToPlainBucket),
  },
];
