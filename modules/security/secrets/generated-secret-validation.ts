import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  inRegion,
  isKnown,
  matching,
  physicalName,
  providerOfRegion,
  satisfying,
  type KeyReference,
  type Rule,
} from "../../core";
import type { GeneratedSecretProps } from "./generated-secret-props";

/** Checks the props of a secret against the limits of Secrets Manager `CreateSecret` and `DeleteSecret`. */
export function validateGeneratedSecret(scope: Construct, id: string, props: GeneratedSecretProps): void {
  requireProps(scope, id, props, { name: "string", description: "string", key: "object" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      key: inRegion(region),
      name: physicalName("secret name"),
      description: matching(/^.{1,2048}$/s, "1 to 2048 characters", "describe the purpose of the secret"),
      username: matching(/^[A-Za-z]\w{0,62}$/, "1 to 63 letters, digits and _, a letter first", "name a database user"),
      replicaKeys: otherRegions(region),
      recoveryWindowDays: satisfying(
        (days) => days === 0 || (Number.isInteger(days) && days >= 7 && days <= 30),
        "a whole number from 7 to 30, or 0",
        "choose how long a mistaken deletion can be undone",
      ),
    })
    .throwIfInvalid();
}

/** A secret has one replica in each region, and none in its own. */
function otherRegions(own: string): Rule<readonly KeyReference[]> {
  return (keys) => {
    const known = keys.filter(({ region }) => isKnown(region) && isKnown(own));
    return known
      .filter(({ region }, position) => region === own || known.findIndex((key) => key.region === region) < position)
      .map(({ region }) => ({
        below: `.${region}`,
        value: region,
        allowed: `regions other than ${own}, each once`,
        fix: "pass one key of each region that has a replica",
      }));
  };
}
