import { all, atLeast, expectAt, forType, ifSet, isAbsent, isTrue, notTrue, oneOf } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty, listOf } from "../../engine/values";
import { eachStatement } from "../../iam/questions";
import { identityPoolProblem } from "./checks/identity-pool-trust";

const POOL = "aws_cognito_identity_pool";
const ROLES = "aws_cognito_identity_pool_roles_attachment";

export const COGNITO_RULES: readonly Rule[] = [
  {
    id: "COG-01",
    title: "User pools require long, complex passwords and offer MFA",
    severity: "medium",
    rationale: "Short passwords are guessed.",
    fix: "Set password_policy.minimum_length to at least 12, every require_ argument of password_policy to true, and mfa_configuration to OPTIONAL or ON. In a Groundplan module: `mfa`, `passwordPolicy`.",
    controls: { fsbp: ["Cognito.3", "Cognito.5"], nist: ["IA-5(1)(c)"], nag: ["COG1", "COG2"] },
    types: ["aws_cognito_user_pool"],
    check: all(
      atLeast("password_policy.minimum_length", 12),
      ...["lowercase", "numbers", "symbols", "uppercase"].map((kind) => isTrue(`password_policy.require_${kind}`)),
      oneOf("mfa_configuration", "OPTIONAL", "ON"),
    ),
  },
  {
    id: "COG-02",
    title: "User pools have deletion protection",
    severity: "high",
    rationale: "Deleting a user pool deletes all its users.",
    fix: "Set deletion_protection to ACTIVE. In a Groundplan module: `deletionProtection`.",
    controls: { fsbp: ["Cognito.6"], nist: ["CM-3a"] },
    types: ["aws_cognito_user_pool"],
    relaxed: { dev: "off" },
    check: oneOf("deletion_protection", "ACTIVE"),
  },
  {
    id: "COG-03",
    title: "Identity pools disallow unauthenticated identities",
    severity: "high",
    rationale: "An identity pool with guest access gives AWS credentials to anyone.",
    fix: "Set allow_unauthenticated_identities to false.",
    controls: { fsbp: ["Cognito.2"], nist: ["AC-3"], checkov: ["CKV_AWS_366"], nag: ["COG7"] },
    types: ["aws_cognito_identity_pool"],
    check: notTrue("allow_unauthenticated_identities"),
  },
  {
    id: "COG-04",
    title: "User pool clients hide user existence, revoke tokens and use no password or implicit flow",
    severity: "medium",
    rationale: "Passwords belong to the sign-in page, tokens in URLs leak, and stolen tokens must be revocable.",
    fix: "Use the code and SRP flows; set prevent_user_existence_errors to ENABLED, enable_token_revocation to true, and callback_urls to https. In a Groundplan module: `flows`.",
    controls: { nist: ["IA-5(1)(c)"] },
    types: ["aws_cognito_user_pool_client"],
    check: all(
      expectAt("allowed_oauth_flows", "must not have implicit", (value) => !listOf(value).includes("implicit")),
      expectAt(
        "explicit_auth_flows",
        "must not have the password flow",
        (value) => !listOf(value).some((flow) => String(flow).endsWith("USER_PASSWORD_AUTH")),
      ),
      oneOf("prevent_user_existence_errors", "ENABLED"),
      isTrue("enable_token_revocation"),
      expectAt(
        "callback_urls",
        "must be https, or http on localhost",
        (value) => !listOf(value).some((url) => /^http:\/\/(?!localhost[:/])/.test(String(url))),
      ),
    ),
  },
  {
    id: "COG-05",
    title: "Identity providers publish their configuration over HTTPS",
    severity: "high",
    rationale: "Who can change the metadata or the keys of a provider on the way can sign in as any of its users.",
    fix: "Set MetadataURL or oidc_issuer of provider_details to an https:// URL.",
    controls: { nist: ["IA-8", "SC-8"] },
    types: ["aws_cognito_identity_provider"],
    check: all(
      ...["provider_details.MetadataURL", "provider_details.oidc_issuer"].map((path) =>
        expectAt(path, "must begin with https://", (value) => isEmpty(value) || /^https:\/\//i.test(String(value))),
      ),
    ),
  },
  {
    id: "COG-06",
    title: "Identity pools check tokens, exclude the classic flow and deny ambiguous roles",
    severity: "medium",
    rationale:
      "In the classic flow clients choose any role that trusts the pool. Without the check, deleted and signed-out users get credentials; without Deny, users whom no mapping fits get the default role.",
    fix: "Set server_side_token_check of every provider to true, allow_classic_flow to false, and ambiguous_role_resolution of every role_mapping to Deny; set no unauthenticated role.",
    controls: { nist: ["AC-3", "AC-6"] },
    types: [POOL, ROLES],
    check: all(
      forType(
        POOL,
        all(
          notTrue("allow_classic_flow"),
          ifSet("cognito_identity_providers", isTrue("cognito_identity_providers.server_side_token_check")),
        ),
      ),
      forType(
        ROLES,
        all(
          isAbsent("roles.unauthenticated"),
          ifSet("role_mapping", oneOf("role_mapping.ambiguous_role_resolution", "Deny")),
        ),
      ),
    ),
  },
  {
    id: "COG-07",
    title: "Roles of identity pools name the pool and exclude guests",
    severity: "high",
    rationale: "Users of every identity pool, in any account, share one principal: only conditions tell them apart.",
    fix: "Add StringEquals on cognito-identity.amazonaws.com:aud with the id of the pool, and ForAnyValue:StringEquals on :amr with authenticated, to assume_role_policy.",
    controls: { nist: ["AC-3", "AC-6"] },
    types: ["aws_iam_role"],
    check: eachStatement("assume_role_policy", identityPoolProblem),
  },
];
