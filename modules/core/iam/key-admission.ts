import type { Construct } from "constructs";
import type { KeyReference, KeyService } from "../references";
import { isKnown } from "../validation/tokens";
import { Validation } from "../validation/validation";

/**
 * Makes the policy of a key admit a service that uses it on behalf of `owner`. Without the permission the service drops
 * what it should deliver, and reports nothing.
 *
 * @throws InputError when the key policy belongs to others and does not admit the service.
 */
export function admitService(owner: Construct, key: KeyReference, service: KeyService): void {
  const admitted = key.admit?.(service) ?? false;
  const value = isKnown(key.keyArn) ? key.keyArn : "a key whose ARN is unknown until plan";
  new Validation(owner.node.scope!, owner.node.id)
    .check(
      admitted,
      "key",
      value,
      `a key whose policy admits the service ${service}`,
      `use an EncryptionKey of the stack, or change that policy and pass services: ["${service}"] to EncryptionKey.fromArn`,
    )
    .throwIfInvalid();
}
