import { mapValues } from "../../runner/terraform/configuration";
import type { Block, ValueType } from "../schema/schema";
import { AppliedValues } from "./applied-state";
import type { ArgumentError } from "./checks";
import type { ProviderConfiguration } from "./planned-state";
import { renderPolicyDocument } from "./policy-document";
import type { Value, ValueObject } from "./values";

type Reader = (config: ValueObject, configuration: ProviderConfiguration) => ValueObject;

/** Data sources whose result can be computed. */
const READERS: Readonly<Record<string, Reader>> = {
  aws_availability_zones: (_config, { region }) => ({
    id: region,
    names: ["a", "b", "c"].map((letter) => `${region}${letter}`),
    zone_ids: [1, 2, 3].map((number) => `${region}-az${number}`),
  }),
  aws_caller_identity: (_config, { account, partition }) => ({
    id: account,
    account_id: account,
    arn: `arn:${partition}:iam::${account}:role/rehearsal`,
    user_id: "AROAREHEARSAL",
  }),
  aws_iam_policy_document: renderPolicyDocument,
  aws_partition: (_config, { partition }) => ({
    id: partition,
    partition,
    dns_suffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    reverse_dns_prefix: partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws",
  }),
  aws_region: ({ region: configured }, { region }) => {
    const name = configured ?? region;
    return { id: name, name, region: name, endpoint: `ec2.${String(name)}.amazonaws.com` };
  },
};

/**
 * Reads a data source: the given values, else the computed result, otherwise values of the form that AWS would
 * return.
 */
export function readDataSource(
  type: string,
  block: Block,
  config: ValueObject,
  configuration: ProviderConfiguration,
  given: ValueObject = {},
): { readonly state: ValueObject; readonly errors: readonly ArgumentError[] } {
  try {
    const known = { ...config, ...READERS[type]?.(config, configuration), ...givenValues(type, block, given) };
    const seed = JSON.stringify([type, configuration.region, config]);
    const values = new AppliedValues(type, known, configuration, seed, "data");
    return { state: values.block(block, known, [], true), errors: [] };
  } catch (error) {
    return {
      state: config,
      errors: [{ summary: "Invalid data source", detail: (error as Error).message, attribute: [] }],
    };
  }
}

/** @throws Error for an attribute that the data source does not have. */
function givenValues(type: string, { attributes, blocks }: Block, given: ValueObject): ValueObject {
  const unknown = Object.keys(given).filter((name) => !(name in attributes) && !(name in blocks));
  if (unknown.length > 0) throw new Error(`${type} has no attribute ${unknown.join(", ")}`);
  return mapValues(given, (value, name) => converted(value, attributes[name]?.type));
}

/** Converts a value to the type of its attribute, as Terraform converts arguments. */
function converted(value: Value, type: ValueType | undefined): Value {
  if (type === "string") return typeof value === "object" ? JSON.stringify(value) : String(value);
  if (type === "number") return Number(value);
  if (type === "bool") return value === true || value === "true";
  return value;
}
