import { GeneratedSecret, type GeneratedSecretProps, type SecretReference } from "groundplan/security";
import { names } from "../names";
import type { Context } from "./context";

/** Names of the secrets: credentials of the database, the password of the cache, and access to PayPal. */
export type SecretName = "database" | "cache" | "paypal";

type SecretSettings = Pick<GeneratedSecretProps, "description" | "username" | "replicaKeys">;

/** Creates a secret of a region. */
export function createSecret(context: Context, name: SecretName, settings: SecretSettings): GeneratedSecret {
  const { stack, environment, prefix, keys } = context;
  const { deletionProtection } = environment;
  return new GeneratedSecret(stack, `${name}-secret`, {
    ...settings,
    name: `${prefix}/${name}`,
    key: keys.data,
    // The name of a disposable secret can be used again at once.
    recoveryWindowDays: deletionProtection ? 30 : 0,
    deletionProtection,
  });
}

/**
 * A secret by its name: one that a person enters, or the replica of one of the main region, which the key of copies
 * encrypts.
 */
export function existingSecret(context: Context, name: SecretName): SecretReference {
  const { stack, environment, role, keys, copiesKey } = context;
  const key = role === "main" ? keys.data : copiesKey;
  return GeneratedSecret.fromName(stack, `${name}-secret`, names.secret(environment, name), key);
}
