import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  arn,
  each,
  integer,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  satisfying,
  unique,
  type RuleTable,
} from "../core";
import { otherThan } from "./member-ids";
import {
  PASSWORD_CHARACTERS,
  SECOND_FACTORS,
  type ResourceServer,
  type UserGroupSettings,
  type UserPoolProps,
} from "./user-pool-props";

const DOMAIN_PREFIX = /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const IDENTIFIER = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;
const SCOPE_NAME = /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/;
const SENDER = /^(?:[^<>@]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;
/** Cognito also sends from identities of other regions. */
const SES_IDENTITY = { of: "an SES identity", service: "ses", resource: /identity\/\S+/ };
const MAX_SCOPES = 100;

/** Limits of `CreateUserPool`, `CreateUserPoolDomain` and `CreateResourceServer`. */
const POOL_RULES: RuleTable<UserPoolProps> = {
  regional: providerOfRegion(),
  name: physicalName("user pool name"),
  domainPrefix: matching(
    DOMAIN_PREFIX,
    "1 to 63 lower-case letters, digits and inner hyphens, without the words aws, amazon and cognito",
    "reword the prefix",
  ),
  signUp: oneOf<NonNullable<UserPoolProps["signUp"]>>(
    ["administrators", "self-service"],
    "choose who creates accounts",
  ),
  mfa: oneOf<NonNullable<UserPoolProps["mfa"]>>(["off", "optional", "required"], "choose how users sign in"),
  secondFactors: [
    nonEmpty("at least one factor", 'omit the prop, or set mfa: "off"'),
    each(oneOf(SECOND_FACTORS, "choose factors of the module")),
    unique(),
  ],
  tier: oneOf<NonNullable<UserPoolProps["tier"]>>(["LITE", "ESSENTIALS", "PLUS"], "choose a feature plan"),
  "passwordPolicy.minimumLength": integer(6, 99, "choose a length that Cognito accepts"),
  "passwordPolicy.required": [each(oneOf<string>(PASSWORD_CHARACTERS, "name kinds of characters")), unique()],
  "email.identityArn": arn(SES_IDENTITY, "copy it from Amazon SES"),
  "email.from": matching(SENDER, "an e-mail address, or a name and an address in < >", "write the sender"),
  "resourceServer.identifier": matching(
    IDENTIFIER,
    'up to 256 ASCII characters without spaces, " and \\',
    "name the API by a word or a URL",
  ),
  "resourceServer.scopes": satisfying(
    (scopes) => inRange(Object.keys(scopes).length),
    `1 to ${MAX_SCOPES} scopes`,
    "list the permissions that clients can request",
    (scopes) => Object.keys(scopes).length,
  ),
};

/** Checks a user pool against the limits of `CreateUserPool`, `CreateUserPoolDomain` and `CreateResourceServer`. */
export function validateUserPool(scope: Construct, id: string, props: UserPoolProps): void {
  requireProps(scope, id, props, {
    name: "string",
    domainPrefix: "string",
    resourceServer: { identifier: "string", scopes: "object" },
  });
  const validation = new Validation(scope, id).props(props, POOL_RULES);
  checkScopes(validation, props.resourceServer);
  checkEmailFactor(validation, props);
  validation.throwIfInvalid();
}

/** Cognito sends codes by e-mail from SES only, and not in its cheapest plan. */
function checkEmailFactor(validation: Validation, { mfa, secondFactors = [], email, tier }: UserPoolProps): void {
  if (mfa === "off" || !secondFactors.includes("email")) return;
  validation
    .check(email !== undefined, "secondFactors", secondFactors, "app, as long as email is not set", "set email to SES")
    .check(
      tier !== "LITE",
      "tier",
      tier,
      "ESSENTIALS, PLUS for codes by e-mail",
      "raise the tier, or use the app only",
    );
}

interface AddedGroup {
  readonly name: string;
  readonly settings: UserGroupSettings;
  /** Names of the pool's other groups. */
  readonly names: readonly string[];
  /** Precedences of the pool's other groups. */
  readonly precedences: readonly number[];
}

/** Checks a group against the limits of `CreateGroup`. */
export function validateGroup(scope: Construct, id: string, { name, settings, names, precedences }: AddedGroup): void {
  const { precedence, description } = settings;
  new Validation(scope, id)
    .apply("addGroup", name, physicalName("user group name", "the name"))
    .apply("addGroup", name, otherThan(names))
    .apply("addGroup.precedence", precedence, integer(0, 2_147_483_647, "rank the groups from 0"))
    .apply("addGroup.description", description, matching(/^.{0,2048}$/s, "at most 2048 characters", "shorten it"))
    .check(
      !precedences.includes(precedence),
      "addGroup.precedence",
      precedence,
      "a precedence that no other group has",
      "rank the groups, so that one role is preferred",
    )
    .throwIfInvalid();
}

function inRange(count: number): boolean {
  return count > 0 && count <= MAX_SCOPES;
}

function checkScopes(validation: Validation, { scopes }: ResourceServer): void {
  const characters = 'scopes of up to 256 ASCII characters without spaces, /, " and \\';
  const name = matching(SCOPE_NAME, characters, "write it like orders.read");
  const description = matching(/^.{1,256}$/s, "a description of 1 to 256 characters", "describe what the scope allows");
  Object.entries(scopes).forEach(([scope, text]) =>
    validation.apply("resourceServer.scopes", scope, name).apply(`resourceServer.scopes.${scope}`, text, description),
  );
}
