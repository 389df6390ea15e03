import type { AppliedStack, AppliedStatement } from "../../tools/rehearsal";

/** The permissions of every role, one line for each statement, with resolved references. */
export function permissionsOf(stack: AppliedStack): Readonly<Record<string, readonly string[]>> {
  const roles = Object.values(stack.resources("aws_iam_role")).map(({ name }) => String(name));
  const entries = roles.sort().map((role) => {
    const statements = stack.statementsOf(role).map((statement) => withoutChance(stack, lineOf(statement)));
    return [role, [...stack.managedPolicies(role), ...statements].sort()] as const;
  });
  return Object.fromEntries(entries);
}

/** Identifiers that change with every argument of a resource, by its type: addresses replace them. */
const IDENTIFIERS = {
  aws_kms_key: "arn",
  aws_security_group: "id",
  aws_subnet: "id",
  aws_cognito_user_pool: "id",
} as const;

/** Replaces identifiers by addresses, and removes random digits and digests of files. */
function withoutChance(stack: AppliedStack, line: string): string {
  const named = Object.entries(IDENTIFIERS).flatMap(([type, identifier]) =>
    Object.entries(stack.resources(type)).map(([address, values]) => [String(values[identifier]), address] as const),
  );
  return named
    .reduce((text, [identifier, address]) => text.replaceAll(identifier, address), line)
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>")
    .replaceAll(/(:secret:\S+)-[0-9a-f]{6}\b/g, "$1-<suffix>")
    .replaceAll(/\/[0-9a-f]{16}\b/g, "/<digest>");
}

function lineOf({ effect, actions, notActions, resources, condition }: AppliedStatement): string {
  const what = actions.length > 0 ? actions.join(" ") : `not ${notActions.join(" ")}`;
  return [effect, what, "on", resources.join(" "), ...(condition ? ["if", JSON.stringify(condition)] : [])].join(" ");
}
