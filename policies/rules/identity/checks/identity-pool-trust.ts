import { isBinding } from "../../../iam/pins";
import { allows } from "../../../iam/questions";
import type { PolicyStatement } from "../../../iam/statements";

const IDENTITY_POOLS = /^Federated:cognito-identity[\w.-]*\.amazonaws\.com(?:\.cn)?$/;

/** Requires the id of a pool, and users who signed in. */
export function identityPoolProblem(statement: PolicyStatement): string | undefined {
  if (!allows(statement) || !statement.principals.some((principal) => IDENTITY_POOLS.test(principal))) return undefined;
  const valuesOf = (claim: string): readonly string[] =>
    statement.conditions
      .filter((condition) => condition.key.toLowerCase().endsWith(`:${claim}`) && isBinding(condition))
      .flatMap(({ values }) => values);
  if (valuesOf("aud").length === 0) return "must require the id of an identity pool as aud";
  const isAuthenticated = valuesOf("amr").includes("authenticated") && !valuesOf("amr").includes("unauthenticated");
  return isAuthenticated ? undefined : "must require amr to contain authenticated";
}
