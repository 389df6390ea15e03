import { isBinding } from "../../../iam/pins";
import type { PolicyStatement } from "../../../iam/statements";

/** Condition keys that identify a key. kms:ViaService does not: it restricts the caller. */
const NAMES_KEYS = /^(?:kms:(?:resourcealiases|requestalias|encryptioncontext:.+)|aws:resourcetag\/.+)$/;

/** Returns the problem of a statement that allows decryption without naming the keys. */
export function usesAnyKey({ resources, conditions }: PolicyStatement): string | undefined {
  const keys = conditions.filter(isBinding).map(({ key }) => key.toLowerCase());
  if (keys.some((key) => NAMES_KEYS.test(key))) return undefined;
  if (resources.includes("*")) return "allows decrypting with any key; name the keys";
  return resources.some((resource) => resource.endsWith(":key/*")) && !keys.includes("kms:viaservice")
    ? "allows decrypting with every key of the account; name the keys, or the service in kms:ViaService"
    : undefined;
}
