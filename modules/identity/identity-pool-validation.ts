import type { Construct } from "constructs";
import {
  Validation,
  fields,
  integer,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
} from "../core";
import type { IdentityPoolProps, IdentityRoleSettings, RoleRule } from "./identity-pool-props";

/** Limits of `CreateIdentityPool` and `SetIdentityPoolRoles`. */
const MAX_CLIENTS = 50;
const MAX_RULES = 25;

/** Checks an identity pool against the limits of `CreateIdentityPool`. */
export function validateIdentityPool(scope: Construct, id: string, props: IdentityPoolProps): void {
  requireProps(scope, id, props, { name: "string", clients: "list", roles: "string" });
  new Validation(scope, id)
    .props(props, {
      name: matching(/^[\w+=,.@-]{1,56}$/, "1 to 56 letters, digits and _+=,.@-", "reword the name"),
      clients: [
        nonEmpty("at least one client", "pass the clients whose users get credentials"),
        satisfying(({ length }) => length <= MAX_CLIENTS, `at most ${MAX_CLIENTS} clients`, "use a second pool"),
      ],
      roles: oneOf<string>(["by-group", "by-rule"], "choose how users get their role"),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

/** Checks the name of a role of a pool. */
export function validateIdentityRole(scope: Construct, id: string, settings: IdentityRoleSettings): void {
  requireProps(scope, id, settings, { name: "string", description: "string" });
  new Validation(scope, id).props(settings, { name: physicalName("role name") }).throwIfInvalid();
}

/** Checks the rule after those that `count` counts, of a pool whose roles are chosen by `roles`. */
export function validateRoleRule(
  pool: Construct,
  rule: RoleRule,
  { roles, count }: { readonly roles: IdentityPoolProps["roles"]; readonly count: number },
): void {
  const fix = "shorten the rule";
  const matches = ["equals", "not-equal", "starts-with", "contains"];
  new Validation(pool.node.scope!, pool.node.id)
    .check(roles === "by-rule", "roles", roles, "by-rule", "choose by-rule, or give the role to a group")
    .apply("addRule", count + 1, integer(1, MAX_RULES, "merge rules, or choose roles by group"))
    .apply(
      "addRule",
      rule,
      fields<RoleRule>(() => ({
        claim: matching(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,64}$/u, "a claim of 1 to 64 characters", fix),
        match: oneOf<string>(matches, "choose a comparison of Cognito"),
        value: matching(/^.{1,128}$/, "1 to 128 characters", fix),
      })),
    )
    .throwIfInvalid();
}
