import { fail } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Check, Finding, Rule } from "../../engine/rule";
import { isEmpty } from "../../engine/values";
import { STATEFUL_TYPES, isStateful } from "../stateful-types";
import { commonIdentity, namingArgument } from "./checks/identities";
import { isChanged, isCreated, isDestroyed, isReplaced, isUpdated, reasonOf } from "./checks/planned-changes";

/** Types of which AWS accepts several resources with one name. */
const NOT_UNIQUE = [
  "aws_api_gateway_rest_api",
  "aws_apigatewayv2_api",
  "aws_appsync_graphql_api",
  "aws_cognito_user_pool",
  "aws_cognito_user_pool_client",
  "aws_ecs_task_definition",
];

/**
 * Arguments of which AWS changes one per request. Source: error "Serverless Cache modifications only support modifying
 * one field per request".
 */
const ONE_AT_A_TIME: Readonly<Record<string, readonly string[]>> = {
  aws_elasticache_serverless_cache: [
    "cache_usage_limits",
    "daily_snapshot_time",
    "description",
    "engine",
    "major_engine_version",
    "security_group_ids",
    "snapshot_retention_limit",
    "user_group_id",
  ],
};

/** Types that AWS does not delete while they are in use, and whose id their users contain. */
const USED_TYPES = [
  "aws_dax_subnet_group",
  "aws_db_option_group",
  "aws_db_parameter_group",
  "aws_db_subnet_group",
  "aws_dms_replication_subnet_group",
  "aws_docdb_subnet_group",
  "aws_elasticache_parameter_group",
  "aws_elasticache_subnet_group",
  "aws_elasticache_user_group",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_memorydb_subnet_group",
  "aws_neptune_subnet_group",
  "aws_rds_cluster_parameter_group",
  "aws_redshift_subnet_group",
  "aws_security_group",
  "aws_subnet",
  "aws_vpc",
];

/** Users that a message lists. */
const LISTED_USERS = 8;

const isNotDestroyed: Check = (resource, { approvedDestroys, graph }) => {
  const { stack, address } = resource;
  if (!(isReplaced(resource) || isDestroyed(resource)) || approvedDestroys.has(`${stack} ${address}`)) return [];
  return [fail("", isReplaced(resource) ? `would be replaced${reasonOf(resource, graph)}` : "would be deleted")];
};

const isMoved: Check = (resource, { graph }) => {
  if (!isCreated(resource)) return [];
  const destroyed = graph.inStack(resource.stack, resource.type).filter(isDestroyed);
  for (const { address, values } of destroyed) {
    const identity = commonIdentity(resource, values);
    if (identity)
      return [fail("", `has the same ${identity} as ${address}, which is destroyed; ${moveTo(resource, address)}`)];
  }
  return [];
};

function moveTo({ address }: Resource, from: string): string {
  return `add a move: moveFromId("${from}") on the new resource, or moved { from = ${from}, to = ${address} }`;
}

const isFree: Check = (resource, { approvedDestroys, graph }) => {
  const { stack, address } = resource;
  if (!isReplaced(resource) || approvedDestroys.has(`${stack} ${address}`)) return [];
  const users = graph.referrers(resource).filter((user) => isChanged(user) && !isCreated(user));
  if (users.length === 0) return [];
  const effects = users.map((user) => `${user.address} ${effectOn(user)}`);
  const more = effects.length > LISTED_USERS ? ` and ${effects.length - LISTED_USERS} more` : "";
  return [
    fail("", `would be replaced${reasonOf(resource, graph)}: ${effects.slice(0, LISTED_USERS).join(", ")}${more}`),
  ];
};

function effectOn(user: Resource): string {
  if (isReplaced(user)) return isStateful(user.type) ? "is replaced and loses its content" : "is replaced";
  return isUpdated(user) ? "is changed" : "is destroyed";
}

const keepsRole: Check = (resource, { graph }) => {
  const name = namingArgument(resource);
  if (!isReplaced(resource) || name === undefined || resource.change!.before[name] !== resource.values[name]) return [];
  const users = graph.referrers(resource).filter((user) => !isReplaced(user) && !isDestroyed(user));
  const listed = users.slice(0, LISTED_USERS).map(({ address }) => address);
  const used = listed.length > 0 ? `; used by ${listed.join(", ")}` : "";
  return [
    fail("", `would be created anew as ${JSON.stringify(resource.values[name])}${reasonOf(resource, graph)}${used}`),
  ];
};

const changesOneArgument: Check = (resource) => {
  if (!isUpdated(resource)) return [];
  const { before } = resource.change!;
  const changed = ONE_AT_A_TIME[resource.type]!.filter((name) => !isEqual(before[name], resource.values[name]));
  return changed.length > 1 ? [fail(changed[0]!, `changes together with ${changed.slice(1).join(", ")}`)] : [];
};

/** Null, empty collections and absent arguments are the same. */
function isEqual(before: unknown, after: unknown): boolean {
  return (isEmpty(before) && isEmpty(after)) || JSON.stringify(before) === JSON.stringify(after);
}

const hasFreeName: Check = (resource): readonly Finding[] => {
  const { actions, change, type, values } = resource;
  const name = namingArgument(resource);
  const isCreatedFirst = isReplaced(resource) && actions![0] === "create";
  if (!isCreatedFirst || name === undefined || NOT_UNIQUE.includes(type)) return [];
  return change!.before[name] === values[name]
    ? [fail(name, "must change, because the replacement is created first")]
    : [];
};

export const CHANGES_RULES: readonly Rule[] = [
  {
    id: "CHG-01",
    title: "Plans destroy stateful resources only with an approval",
    severity: "critical",
    rationale:
      "The replacement of a database is empty, a new load balancer or network has another address, and a deleted log is no evidence.",
    fix: "Keep the resource (moveFromId after a rename), or add its address with a reason and an expiry date to approvals.json.",
    awsError: "cannot modify or remove schema items (user pool)",
    controls: { nist: ["CM-3a", "CP-9"] },
    types: STATEFUL_TYPES,
    phases: ["plan"],
    check: isNotDestroyed,
  },
  {
    id: "CHG-02",
    title: "Resources with a new address are moved",
    severity: "high",
    rationale:
      "Terraform creates the second resource while the first exists: AWS rejects its name, and half of the apply is done.",
    fix: "Add moveFromId with the old address to the resource, or a moved block.",
    awsError: "EntityAlreadyExists, ResourceConflictException and others",
    controls: { nist: ["CM-3a"] },
    types: ["*"],
    phases: ["plan"],
    check: isMoved,
  },
  {
    id: "CHG-03",
    title: "Networks, security groups and keys in use are not replaced",
    severity: "high",
    rationale:
      "Their ids change: caches and databases are replaced with them, functions lose their connection, and AWS does not delete what is in use.",
    fix: "Create the new resource beside the old one, move its users, and destroy the old one in a later change; or approve its address.",
    awsError: "DependencyViolation",
    controls: { nist: ["CM-3a"] },
    types: USED_TYPES,
    phases: ["plan"],
    check: isFree,
  },
  {
    id: "CHG-04",
    title: "Roles and users are not created anew under the same name",
    severity: "high",
    rationale:
      "Key policies, grants and bucket policies identify a role by its internal id: they do not match the new role, and functions cannot decrypt their variables.",
    fix: "Keep path and name, or give the new role another name and move its users to it.",
    awsError: "KMSAccessDeniedException",
    controls: { nist: ["AC-6"] },
    types: ["aws_iam_role", "aws_iam_user"],
    phases: ["plan"],
    check: keepsRole,
  },
  {
    id: "CHG-05",
    title: "Serverless caches change one argument at a time",
    severity: "high",
    rationale: "AWS rejects the request, and the apply ends half done.",
    fix: "Apply the arguments in separate changes.",
    awsError: "Serverless Cache modifications only support modifying one field per request",
    controls: { nist: ["CM-3a"] },
    types: Object.keys(ONE_AT_A_TIME),
    phases: ["plan"],
    check: changesOneArgument,
  },
  {
    id: "CHG-06",
    title: "Replacements that are created first have another name",
    severity: "high",
    rationale: "With create_before_destroy the old resource still has the name, and AWS rejects the new one.",
    fix: "Change the name as well, use a name prefix, or remove create_before_destroy.",
    awsError: "EntityAlreadyExists, ResourceConflictException and others",
    controls: { nist: ["CM-3a"] },
    types: ["*"],
    phases: ["plan"],
    check: hasFreeName,
  },
];
