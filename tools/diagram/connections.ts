import { booleanOf, policyAt, type Resource, type ResourceGraph } from "../../policies";
import { CONNECTION_TYPES, SELF } from "./connection-types";
import { partId, type Part } from "./parts";

/** Id of the end outside of all stacks: clients on the internet. */
export const INTERNET = "internet";

/** One part reaches another. */
export interface Connection {
  /** Id of a part, or INTERNET. */
  readonly from: string;
  readonly to: string;
  /** Ways in which it reaches it, such as `TCP 5432` or `sqs:SendMessage`. */
  readonly ways: readonly string[];
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly way: string;
}

/**
 * The connections between parts: traffic that security groups allow, access that IAM policies of roles allow, requests,
 * events and messages that resources forward. A reference that transfers nothing is none.
 */
export function connectionsOf(parts: readonly Part[], graph: ResourceGraph): readonly Connection[] {
  const resources = parts.flatMap((part) => part.resources);
  const ways = resources.flatMap((resource) => [
    ...configuredWays(resource, graph),
    ...trafficWays(resource, graph),
    ...accessWays(resource, graph),
    ...publicWays(resource),
  ]);
  const groups = new Map<string, { from: string; to: string; ways: Set<string> }>();
  for (const { from, to, way } of ways) {
    if (from === to) continue;
    const key = `${from} ${to}`;
    const group = groups.get(key) ?? { from, to, ways: new Set<string>() };
    group.ways.add(way);
    groups.set(key, group);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => ({ ...group, ways: [...group.ways].sort() }));
}

function configuredWays(resource: Resource, graph: ResourceGraph): Way[] {
  const ends = (path: string): readonly string[] =>
    path === SELF ? [partId(resource)] : idsOf(graph.targetsAt(resource, path));
  return (CONNECTION_TYPES[resource.type] ?? []).flatMap(({ from, to, how }) =>
    ends(from).flatMap((source) => ends(to).map((target) => ({ from: source, to: target, way: how }))),
  );
}

const OPEN_RANGES: readonly unknown[] = ["0.0.0.0/0", "::/0"];

function trafficWays(rule: Resource, graph: ResourceGraph): Way[] {
  if (rule.type !== "aws_vpc_security_group_ingress_rule") return [];
  const { values } = rule;
  const isOpen = OPEN_RANGES.includes(values["cidr_ipv4"]) || OPEN_RANGES.includes(values["cidr_ipv6"]);
  const sources = isOpen ? [INTERNET] : idsOf(graph.targetsAt(rule, "referenced_security_group_id"));
  const targets = idsOf(graph.targetsAt(rule, "security_group_id"));
  return sources.flatMap((from) => targets.map((to) => ({ from, to, way: portsOf(values) })));
}

function portsOf({ ip_protocol: protocol, from_port: from, to_port: to }: Resource["values"]): string {
  if (protocol === "-1") return "all ports";
  return `${String(protocol).toUpperCase()} ${String(from)}${to === from ? "" : `-${String(to)}`}`;
}

/** Actions that transfer nothing to the resource: a consumer gets its messages by an event source mapping. */
const OTHER_ACTIONS = /^(?:sqs:(?!SendMessage)|iam:|kms:|logs:)/;

function accessWays(policy: Resource, graph: ResourceGraph): Way[] {
  if (policy.type !== "aws_iam_role_policy") return [];
  const statements = policyAt(policy.values["policy"], policy, { graph });
  if (typeof statements === "string") return [];
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) =>
      idsOf(graph.targets(policy.stack, resources)).flatMap((to) =>
        actions
          .filter((action) => !OTHER_ACTIONS.test(action))
          .map((action) => ({ from: partId(policy), to, way: action })),
      ),
    );
}

/** Types whose endpoint is public. */
const PUBLIC: Readonly<Record<string, (values: Resource["values"]) => boolean>> = {
  aws_amplify_app: () => true,
  aws_api_gateway_rest_api: ({ endpoint_configuration: endpoint }) =>
    !JSON.stringify(endpoint ?? "").includes("PRIVATE"),
  aws_apigatewayv2_api: () => true,
  aws_cloudfront_distribution: () => true,
  aws_cognito_user_pool_domain: () => true,
  aws_lambda_function_url: () => true,
  aws_lb: ({ internal }) => booleanOf(internal) !== true,
  aws_route53_record: ({ alias }) => alias !== undefined,
};

function publicWays(resource: Resource): Way[] {
  const isPublic = PUBLIC[resource.type]?.(resource.values) ?? false;
  return isPublic ? [{ from: INTERNET, to: partId(resource), way: "public endpoint" }] : [];
}

function idsOf(resources: readonly Resource[]): readonly string[] {
  return [...new Set(resources.filter(({ mode }) => mode === "managed").map(partId))];
}
