import { OWN_NAMES } from "./own-names";
import { LOCKED_ENCRYPTED_STATE, NO_REMOTE_STATE, OWN_STATE } from "./state-keys";
import type { StackPolicy } from "./synthesized-stack";

/** A plan needs no AWS credentials: only data sources that compute locally are accepted. */
const NO_CREDENTIALS_TO_PLAN: StackPolicy<"no-credentials-to-plan"> = {
  id: "no-credentials-to-plan",
  check: ({ config }) =>
    Object.keys(config.data ?? {})
      .filter((type) => type.startsWith("aws_") && type !== "aws_iam_policy_document")
      .map((type) => `data.${type} queries AWS during a plan; take the value from the environment`),
};

/** Every token is resolved. cdktf writes an unresolved one as text or as a huge negative number. */
const TOKENS_RESOLVED: StackPolicy<"tokens-resolved"> = {
  id: "tokens-resolved",
  check: ({ config }) =>
    /[$#&]\{TfToken\[|\de\+29\d/.test(JSON.stringify(config))
      ? ["a token was used where only a literal is possible; look for e+29 and TfToken in the configuration"]
      : [],
};

/** Rules for every stack of every app. CDKTF itself does not report violations. */
export const KERNEL_POLICIES = [
  NO_CREDENTIALS_TO_PLAN,
  TOKENS_RESOLVED,
  LOCKED_ENCRYPTED_STATE,
  OWN_STATE,
  NO_REMOTE_STATE,
  OWN_NAMES,
] as const;

export type KernelPolicyId = (typeof KERNEL_POLICIES)[number]["id"];
