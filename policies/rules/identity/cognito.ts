import { all, atLeast, expectAt, isTrue, notTrue, oneOf } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty, listOf } from "../../engine/values";

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
];
