import type { Attribute, Block } from "../schema/schema";
import net from "node:net";
import { isList, isObject, objectsIn, type Value, type ValueObject } from "./values";

/** Something that a provider refuses. */
export interface Problem {
  readonly summary: string;
  readonly detail: string;
  /** Names from the resource to the argument. */
  readonly attribute: readonly string[];
}

/** Strings that must hold JSON, by the last part of their name. Other arguments that end in `policy` are words or names. */
const JSON_ARGUMENTS =
  /^(?:policy|assume_role_policy|inline_policy|access_policy|resource_policy|key_policy|policy_document|redrive_policy|redrive_allow_policy|filter_policy|dashboard_body|event_pattern|container_definitions)$/;
const ARN_ARGUMENTS = /(?:^|_)arns?$/;
const CIDR_ARGUMENTS = /(?:^|_)(?:cidr|cidr_block|cidr_blocks|cidr_ipv4)$/;

/** Terraform itself checks names, types and the number of blocks, and leaves these two rules to the provider. */
export function argumentProblems(block: Block, config: ValueObject): Problem[] {
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
      const detail = `"${name}" is decided by AWS and cannot be set`;
      return [{ summary: "Value for unconfigurable attribute", detail, attribute: path }];
    }
    return [];
  });
}

/** Known values that no AWS API would accept: names where ARNs belong, policies that are no JSON, malformed networks. */
export function formatProblems(block: Block, state: ValueObject): Problem[] {
  return walk(block, state, [], (_attribute, value, path) =>
    stringsIn(value).flatMap((text) => formatProblem(path.at(-1)!, text, path) ?? []),
  );
}

function formatProblem(name: string, text: string, attribute: readonly string[]): Problem | undefined {
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

type Check = (attribute: Attribute, value: Value, path: readonly string[]) => Problem[];

function walk({ attributes, blocks }: Block, object: ValueObject, path: readonly string[], check: Check): Problem[] {
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
