import type { Resource } from "../../../engine/resource";
import type { Context } from "../../../engine/rule";
import { valueAt } from "../../../engine/values";
import { allows } from "../../../iam/questions";
import { policyAt } from "../../../iam/statements";

const INSIDE_VPC = /^aws_(?:rds_cluster|rds_cluster_instance|db_instance|db_proxy|elasticache_)/;
/** Actions that a caller needs to connect. */
const LOG_IN = /^(?:secretsmanager:GetSecretValue|rds-db:connect|elasticache:Connect)$/i;

/** The database or cache that a function uses: its variables reference it, or its role may connect to it. */
export function backendOf(lambda: Resource, context: Context): Resource | undefined {
  const { graph } = context;
  const named = graph.targetsAt(lambda, "environment");
  const roles = graph.targetsAt(lambda, "role");
  const policies = roles.flatMap((role) => graph.referrers(role, "aws_iam_role_policy"));
  return [...named, ...policies.flatMap((policy) => loginsOf(policy, context))].find(({ type }) =>
    INSIDE_VPC.test(type),
  );
}

/** Reads values and expressions, because the known policy of a plan contains no references. */
function loginsOf(policy: Resource, context: Context): readonly Resource[] {
  const statements = [policy.values, policy.expressions]
    .map((layer) => policyAt(valueAt(layer, "policy"), policy, context))
    .flatMap((read) => (typeof read === "string" ? [] : read));
  return statements
    .filter((statement) => allows(statement) && statement.actions.some((action) => LOG_IN.test(action)))
    .flatMap(({ resources }) => context.graph.targets(policy.stack, resources));
}
