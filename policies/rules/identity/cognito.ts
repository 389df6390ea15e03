import { all, atLeast, expectAt, isTrue, notTrue, oneOf } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { listOf } from "../../engine/values";

export const COGNITO_RULES: readonly Rule[] = [
  {
    id: "COG-01",
    title: "User pools demand long passwords of every kind of character, and offer a second factor",
    severity: "medium",
    rationale: "Short passwords are guessed.",
    fix: "Set password_policy.minimum_length to 12 or more, every require_ of password_policy, and mfa_configuration OPTIONAL or ON.",
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
    title: "User pools are protected from deletion",
    severity: "high",
    rationale: "A deleted pool takes every account with it.",
    fix: "Set deletion_protection ACTIVE.",
    controls: { fsbp: ["Cognito.6"], nist: ["CM-3a"] },
    types: ["aws_cognito_user_pool"],
    relaxed: { dev: "off" },
    check: oneOf("deletion_protection", "ACTIVE"),
  },
  {
    id: "COG-03",
    title: "Identity pools know whom they serve",
    severity: "high",
    rationale: "An identity pool for guests hands AWS credentials to anybody.",
    fix: "Set allow_unauthenticated_identities to false.",
    controls: { fsbp: ["Cognito.2"], nist: ["AC-3"], checkov: ["CKV_AWS_366"], nag: ["COG7"] },
    types: ["aws_cognito_identity_pool"],
    check: notTrue("allow_unauthenticated_identities"),
  },
  {
    id: "COG-04",
    title: "User pool clients hide who exists, revoke tokens and use no password or implicit flow",
    severity: "medium",
    rationale: "Passwords belong to the sign-in page; tokens in URLs leak; a stolen token must have an end.",
    fix: "Use the code and SRP flows, prevent_user_existence_errors ENABLED, enable_token_revocation true and https callbacks.",
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
];
