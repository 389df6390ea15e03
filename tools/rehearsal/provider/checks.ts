import type { Attribute, Block } from "../schema/schema";
import net from "node:net";
import { isList, isObject, objectsIn, type Value, type ValueObject } from "./values";

/** An error of an argument, in the words of the plugin protocol. */
export interface ArgumentError {
  readonly summary: string;
  readonly detail: string;
  /** Path from the resource to the argument. */
  readonly attribute: readonly string[];
}

/** Arguments that must be JSON, by the end of their name. Other arguments that end in `policy` are words or names. */
const JSON_ARGUMENTS =
  /^(?:policy|assume_role_policy|inline_policy|access_policy|resource_policy|key_policy|policy_document|redrive_policy|redrive_allow_policy|filter_policy|dashboard_body|event_pattern|container_definitions)$/;
/** Beginning of values that AWS would choose and whose form is not known. They pass every check of a format. */
export const INVENTED = "invented-";

const ARN_ARGUMENTS = /(?:^|_)arns?$/;
const CIDR_ARGUMENTS = /(?:^|_)(?:cidr|cidr_block|cidr_blocks|cidr_ipv4)$/;

/** Checks the two rules that Terraform leaves to the provider; it checks names, types and block counts itself. */
export function argumentErrors(block: Block, config: ValueObject): ArgumentError[] {
  return walk(block, config, [], ({ required, optional, computed }, value, path) => {
    const name = path.at(-1)!;
    if (required && value === null) {
      return [
        {
          summary: "Missing required argument",
          detail: `"${name}" is required and has no value`,
          attribute: path,
        },
      ];
    }
    if (computed && !optional && value !== null) {
      const detail = `"${name}" is computed by AWS and cannot be set`;
      return [{ summary: "Value for unconfigurable attribute", detail, attribute: path }];
    }
    return [];
  });
}

/**
 * Checks configured values that every AWS API rejects: names in place of ARNs, policies that are not JSON, malformed
 * CIDR blocks.
 */
export function formatErrors(block: Block, config: ValueObject): ArgumentError[] {
  return walk(block, config, [], (_attribute, value, path) =>
    stringsIn(value)
      .filter((text) => !text.startsWith(INVENTED))
      .flatMap((text) => formatError(path.at(-1)!, text, path) ?? []),
  );
}

function formatError(name: string, text: string, attribute: readonly string[]): ArgumentError | undefined {
  if (ARN_ARGUMENTS.test(name) && !text.startsWith("arn:") && text !== "*" && text !== "") {
    return { summary: "Invalid ARN", detail: `"${name}": "${text}" does not start with "arn:"`, attribute };
  }
  if (JSON_ARGUMENTS.test(name) && text !== "" && !isJson(text)) {
    return {
      summary: "Invalid JSON",
      detail: `"${name}": the policy or document is not JSON: ${text.slice(0, 80)}`,
      attribute,
    };
  }
  if (CIDR_ARGUMENTS.test(name) && !isCidr(text)) {
    return {
      summary: "Invalid CIDR block",
      detail: `"${name}": "${text}" is not a network such as 10.0.0.0/16`,
      attribute,
    };
  }
  return undefined;
}

type ArgumentCheck = (attribute: Attribute, value: Value, path: readonly string[]) => ArgumentError[];

function walk(
  { attributes, blocks }: Block,
  object: ValueObject,
  path: readonly string[],
  check: ArgumentCheck,
): ArgumentError[] {
  return [
    ...Object.entries(attributes).flatMap(([name, one]) => check(one, object[name] ?? null, [...path, name])),
    ...Object.entries(blocks).flatMap(([name, nested]) =>
      objectsIn(object[name]).flatMap((item) => walk(nested.block, item, [...path, name], check)),
    ),
  ];
}

function stringsIn(value: Value): string[] {
  if (typeof value === "string") return [value];
  return isList(value) ? value.flatMap(stringsIn) : [];
}

function isJson(text: string): boolean {
  try {
    return isObject(JSON.parse(text) as Value) || isList(JSON.parse(text) as Value);
  } catch {
    return false;
  }
}

function isCidr(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[net.isIP(address)]!;
  return rest.length === 0 && /^\d+$/.test(length) && Number(length) <= bits;
}
