import { type Resource, type Values } from "../engine/resource";
import { isUnresolved, type PathValue } from "../engine/values";

/** Types that an argument names, with the argument that contains the name. */
const NAMED_BY: Readonly<Record<string, readonly (readonly [type: string, name: string])[]>> = {
  bucket: [["aws_s3_bucket", "bucket"]],
  target_bucket: [["aws_s3_bucket", "bucket"]],
  s3_bucket_name: [["aws_s3_bucket", "bucket"]],
  role: [["aws_iam_role", "name"]],
  roles: [["aws_iam_role", "name"]],
  role_name: [["aws_iam_role", "name"]],
  user: [["aws_iam_user", "name"]],
  users: [["aws_iam_user", "name"]],
  group: [["aws_iam_group", "name"]],
  groups: [["aws_iam_group", "name"]],
  function_name: [["aws_lambda_function", "function_name"]],
  cluster_identifier: [
    ["aws_rds_cluster", "cluster_identifier"],
    ["aws_redshift_cluster", "cluster_identifier"],
  ],
  cluster: [["aws_ecs_cluster", "name"]],
  db_cluster_parameter_group_name: [["aws_rds_cluster_parameter_group", "name"]],
  parameter_group_name: [
    ["aws_db_parameter_group", "name"],
    ["aws_elasticache_parameter_group", "name"],
  ],
  db_parameter_group_name: [["aws_db_parameter_group", "name"]],
  db_subnet_group_name: [["aws_db_subnet_group", "name"]],
  subnet_group_name: [["aws_elasticache_subnet_group", "name"]],
  replication_group_id: [["aws_elasticache_replication_group", "replication_group_id"]],
  table_name: [["aws_dynamodb_table", "name"]],
  repository: [["aws_ecr_repository", "name"]],
  log_group_name: [["aws_cloudwatch_log_group", "name"]],
  cloudwatch_log_group_name: [["aws_cloudwatch_log_group", "name"]],
  delivery_source_name: [["aws_cloudwatch_log_delivery_source", "name"]],
  resource_id: [
    ["aws_appautoscaling_target", "resource_id"],
    ["aws_dynamodb_table", "name"],
    ["aws_ecs_service", "name"],
  ],
  event_bus_name: [["aws_cloudwatch_event_bus", "name"]],
  rule: [["aws_cloudwatch_event_rule", "name"]],
  backup_vault_name: [["aws_backup_vault", "name"]],
  target_vault_name: [["aws_backup_vault", "name"]],
  secret_id: [["aws_secretsmanager_secret", "name"]],
  user_pool_id: [["aws_cognito_user_pool", "id"]],
  kms_master_key_id: [["aws_kms_alias", "name"]],
  kms_key_id: [["aws_kms_alias", "name"]],
  workgroup: [["aws_athena_workgroup", "name"]],
  security_configuration: [["aws_glue_security_configuration", "name"]],
  stage_name: [["aws_api_gateway_stage", "stage_name"]],
};

/** Arguments that link a resource to another one, in any type. */
const LINKS = /(?:^|_)(?:arns?|ids?|url|name_servers|subnets|security_groups|resource|origins?)$/;

/** ARNs that a literal name determines. */
const ARN_OF: Readonly<Record<string, (values: Values) => string>> = {
  aws_s3_bucket: ({ bucket }) => `arn:aws:s3:::${String(bucket)}`,
};

/** Resources by their literal names and identifiers, so that a link need not be a reference. */
export interface ResourceNames {
  /** Resources that the text at an argument names, in the same stack. */
  named(stack: string, { path, value }: PathValue): readonly Resource[];
}

export function resourceNames(resources: readonly Resource[]): ResourceNames {
  const byName = new Map<string, Resource[]>();
  const add = (resource: Resource, kind: string, text: unknown): void => {
    if (typeof text !== "string" || text === "" || isUnresolved(text)) return;
    const key = keyOf(resource.stack, kind, text);
    byName.set(key, [...(byName.get(key) ?? []), resource]);
  };
  for (const resource of resources) {
    const { type, values } = resource;
    for (const name of NAME_ARGUMENTS.get(type) ?? []) add(resource, type, values[name]);
    add(resource, "arn", values["arn"] ?? ARN_OF[type]?.(values));
    if (isGenerated(values["id"])) add(resource, "id", values["id"]);
  }
  return {
    named: (stack, { path, value }) => {
      const text = String(value);
      const kinds = [...(NAMED_BY[lastKey(path)] ?? []).map(([type]) => type), ...identifierKinds(text)];
      return [text, ...scaledName(path, text)].flatMap((name) =>
        kinds.flatMap((kind) => byName.get(keyOf(stack, kind, name)) ?? []),
      );
    },
  };
}

/** Returns whether the argument at a path links its resource to another one. */
export const isLink = (path: string): boolean => {
  const key = lastKey(path);
  return key in NAMED_BY || LINKS.test(key);
};

const NAME_ARGUMENTS: ReadonlyMap<string, readonly string[]> = namesByType();

function namesByType(): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>();
  for (const [type, name] of Object.values(NAMED_BY).flat()) names.set(type, (names.get(type) ?? new Set()).add(name));
  return new Map([...names].map(([type, found]) => [type, [...found]]));
}

function lastKey(path: string): string {
  const unindexed = path.replace(/(?:\[\d+\])+$/, "");
  return unindexed.slice(unindexed.lastIndexOf(".") + 1);
}

/** Auto scaling names a table or service by its path, such as `table/orders`. */
const scaledName = (path: string, text: string): readonly string[] =>
  lastKey(path) === "resource_id" && text.includes("/") ? [text.slice(text.lastIndexOf("/") + 1)] : [];

/** AWS generates identifiers such as `vpc-0a1b2c3d`, which no other resource has. */
const isGenerated = (id: unknown): boolean => typeof id === "string" && /^[a-z]+-[0-9a-f]{8,32}$/.test(id);

function identifierKinds(text: string): readonly string[] {
  if (text.startsWith("arn:")) return ["arn"];
  return isGenerated(text) ? ["id"] : [];
}

function keyOf(stack: string, kind: string, text: string): string {
  return `${stack}\n${kind}\n${text}`;
}
