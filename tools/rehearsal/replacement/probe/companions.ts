import { objectsIn, type Value, type ValueObject } from "../../provider/values";

/** Completes configurations of types whose arguments require others. */
export const COMPANIONS: Readonly<Record<string, (config: ValueObject) => ValueObject>> = {
  aws_dynamodb_table: (config) => ({ ...config, ...keyAttributes(config) }),
};

/** Definitions of all keys, and no capacity. */
function keyAttributes(config: ValueObject): ValueObject {
  const indexes = ["global_secondary_index", "local_secondary_index"].flatMap((name) => objectsIn(config[name]));
  const keys = [config, ...indexes].flatMap(({ hash_key, range_key }) => [hash_key, range_key]);
  const names = [...new Set(keys.filter((key): key is string => typeof key === "string"))];
  const attribute = names.map((name): Value => ({ name, type: "S" }));
  return { attribute, billing_mode: config["billing_mode"] ?? "PAY_PER_REQUEST" };
}
