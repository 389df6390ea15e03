import type { Resource } from "../../../engine/resource";
import type { Context } from "../../../engine/rule";
import { valueAt } from "../../../engine/values";
import { allows } from "../../../iam/questions";
import { policyAt } from "../../../iam/policy-documents";

const VPC_TYPES = /^aws_(?:rds_cluster|rds_cluster_instance|db_instance|db_proxy|elasticache_)/;
/** Actions that a caller needs to connect. */
const CONNECT_ACTIONS = /^(?:secretsmanager:GetSecretValue|rds-db:connect|elasticache:Connect)$/i;

/** The database or cache that a function uses: its variables reference it, or its role may connect to it. */
export function backendOf(lambda: Resource, context: Context): Resource | undefined {
  const { graph } = context;
  const environmentTargets = graph.targetsAt(lambda, "environment");
  const roles = graph.targetsAt(lambda, "role");
  const policies = roles.flatMap((role) => graph.referrers(role, "aws_iam_role_policy"));
  return [...environmentTargets, ...policies.flatMap((policy) => connectTargetsOf(policy, context))].find(({ type }) =>
    VPC_TYPES.test(type),
  );
}

/** Reads values and expressions, because the known policy of a plan contains no references. */
function connectTargetsOf(policy: Resource, context: Context): readonly Resource[] {
  const statements = [policy.values, policy.expressions]
    .map((layer) => policyAt(valueAt(layer, "policy"), policy, context))
    .flatMap((read) => (typeof read === "string" ? [] : read));
  return statements
    .filter((statement) => allows(statement) && statement.actions.some((action) => CONNECT_ACTIONS.test(action)))
    .flatMap(({ resources }) => context.graph.targets(policy.stack, resources));
}
