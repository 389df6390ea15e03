import type { TerraformJson } from "../../../modules/core";
import { failedError } from "../../runner/command/exit-codes";
import type { ValueType } from "../schema/schema";
import type { Value } from "./values";

interface ProviderFunction {
  readonly parameters: readonly string[];
  readonly result: ValueType;
  /** @throws Error for an argument that the provider refuses. */
  call(...args: readonly string[]): Value;
}

const ARN_PARTS = ["partition", "service", "region", "account_id", "resource"] as const;

/** Functions of the AWS provider. Source: "Functions" in the documentation of hashicorp/aws 6. */
const AWS_FUNCTIONS: Readonly<Record<string, ProviderFunction>> = {
  arn_build: { parameters: ARN_PARTS, result: "string", call: (...parts) => ["arn", ...parts].join(":") },
  arn_parse: {
    parameters: ["arn"],
    result: ["object", Object.fromEntries(ARN_PARTS.map((part) => [part, "string"]))],
    call: (arn = "") => arnParts(arn),
  },
  trim_iam_role_path: {
    parameters: ["arn"],
    result: "string",
    call: (arn = "") => arn.replace(/(?<=:role\/).*\//, ""),
  },
  user_agent: {
    parameters: ["product_name", "product_version", "comment"],
    result: "string",
    call: (name, version, comment) =>
      [version ? `${name}/${version}` : name, comment && `(${comment})`].filter(Boolean).join(" "),
  },
};

function arnParts(arn: string): Readonly<Record<string, string>> {
  const [prefix, partition = "", service = "", region = "", account_id = "", ...resource] = arn.split(":");
  if (prefix !== "arn" || resource.length === 0) throw new Error(`"${arn}" is not an ARN`);
  return { partition, service, region, account_id, resource: resource.join(":") };
}

/** The functions of a provider by name. */
export function functionsOf(provider: string): Readonly<Record<string, ProviderFunction>> {
  return provider === "aws" ? AWS_FUNCTIONS : {};
}

/** @throws ToolError naming the ephemeral resources of configurations, which the stand-in does not have. */
export function checkEphemeral(configs: readonly TerraformJson[]): void {
  const types = configs.flatMap((config) => Object.keys((config as { ephemeral?: object }).ephemeral ?? {}));
  if (types.length === 0) return;
  const names = [...new Set(types)].join(", ");
  throw failedError(
    `the stand-in provider has no ephemeral resources: ${names}; plan the stack with groundplan plan --provider real, or rehearse it without them`,
  );
}

/** @throws ToolError naming the provider functions that configurations call and the stand-in does not know. */
export function checkFunctions(configs: readonly TerraformJson[]): void {
  const calls = JSON.stringify(configs).matchAll(/provider::(\w+)::(\w+)/g);
  const unknown = [...calls].filter(([, provider, name]) => !Object.hasOwn(functionsOf(provider!), name!));
  if (unknown.length === 0) return;
  const names = [...new Set(unknown.map(([call]) => call))].join(", ");
  throw failedError(`the stand-in provider cannot compute ${names}; pass the result as a variable or a local`);
}
