import { CognitoIdentityPool } from "@cdktf/provider-aws/lib/cognito-identity-pool";
import {
  CognitoIdentityPoolRolesAttachment,
  type CognitoIdentityPoolRolesAttachmentRoleMapping,
} from "@cdktf/provider-aws/lib/cognito-identity-pool-roles-attachment";
import { Construct } from "constructs";
import { useProviderOf, withDefaults, type RoleReference } from "../core";
import {
  IDENTITY_POOL_DEFAULTS,
  defaultRoleName,
  type IdentityClient,
  type IdentityPoolProps,
  type IdentityRoleSettings,
  type RoleRule,
} from "./identity-pool-props";
import { validateIdentityPool, validateRoleRule } from "./identity-pool-validation";
import { IdentityRole } from "./identity-role";

const MATCH_TYPES = {
  equals: "Equals",
  "not-equal": "NotEqual",
  "starts-with": "StartsWith",
  contains: "Contains",
} as const satisfies Record<RoleRule["match"], string>;

/**
 * Stateful. A Cognito identity pool: signed-in users of user pools get AWS credentials of a role for an hour.
 *
 * There are no guests and no classic flow, in which clients would choose any role that trusts the pool. Each exchange
 * asks the user pool whether the user still exists and is signed in. A user without exactly one role gets nothing: the
 * default role, which the provider requires, has no permissions.
 */
export class IdentityPool extends Construct {
  readonly identityPoolId: string;
  private readonly roles: IdentityPoolProps["roles"];
  private readonly rules: RoleRule[] = [];
  private readonly attachment: CognitoIdentityPoolRolesAttachment;
  private readonly clients: readonly IdentityClient[];

  /** @throws InputError when the name or the number of clients exceeds the limits of Cognito. */
  constructor(scope: Construct, id: string, props: IdentityPoolProps) {
    validateIdentityPool(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, clients, roles, deletionProtection } = withDefaults(props, IDENTITY_POOL_DEFAULTS);
    const pool = new CognitoIdentityPool(this, "pool", {
      identityPoolName: name,
      allowUnauthenticatedIdentities: false,
      allowClassicFlow: false,
      cognitoIdentityProviders: clients.map(({ clientId, providerName }) => ({
        clientId,
        providerName,
        serverSideTokenCheck: true,
      })),
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.identityPoolId = pool.id;
    this.roles = roles;
    this.clients = clients;
    // The provider requires a default role. Deny keeps users from it, and it has no permissions.
    const defaultRole = this.addRole("default", { name: defaultRoleName(name), description: `No role in ${name}` });
    this.attachment = new CognitoIdentityPoolRolesAttachment(this, "roles", {
      identityPoolId: pool.id,
      roles: { authenticated: defaultRole.roleArn },
      roleMapping: this.mappings(),
    });
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Creates a role that only signed-in users of this pool assume, for `addGroup` of the user pool or for `addRule`.
   *
   * @throws InputError when the name exceeds the limits of IAM.
   */
  addRole(id: string, settings: IdentityRoleSettings): RoleReference {
    return new IdentityRole(this, `role-${id}`, { ...settings, identityPoolId: this.identityPoolId });
  }

  /**
   * Adds a rule after those before it; the first that the claims satisfy decides.
   *
   * @throws InputError when the pool chooses roles by group, has 25 rules, or a part exceeds the limits of Cognito.
   */
  addRule(rule: RoleRule): void {
    validateRoleRule(this, rule, { roles: this.roles, count: this.rules.length });
    this.rules.push(rule);
    this.attachment.putRoleMapping(this.mappings());
  }

  private mappings(): CognitoIdentityPoolRolesAttachmentRoleMapping[] {
    const mappingRule = this.rules.map(({ claim, match, value, role }) => ({
      claim,
      matchType: MATCH_TYPES[match],
      value,
      roleArn: role.roleArn,
    }));
    return this.clients.map(({ clientId, providerName }) => ({
      identityProvider: `${providerName}:${clientId}`,
      ambiguousRoleResolution: "Deny",
      ...(this.roles === "by-group" ? { type: "Token" } : { type: "Rules", mappingRule }),
    }));
  }

  /** Cognito refuses a mapping by rules without a rule at apply. */
  private problems(): string[] {
    return this.roles === "by-rule" && this.rules.length === 0 ? ["no rule for roles; call addRule"] : [];
  }
}
