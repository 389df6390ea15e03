import type { Blocks } from "../fixtures/fixture";
import { withRequiredArguments } from "./required-arguments";

export type Values = Readonly<Record<string, unknown>>;

/** Some names, such as `version`, are no names of a variable. */
const VARIABLE = /\b(?:var|module\.\w+)\.(\w+)/g;
const REFERENCE = /\$\{[^}]*?(aws_\w+\.\w+)\./g;

/**
 * The blocks as resources of a module that many fixtures share: complete, with the resources that they refer to.
 *
 * @param prefix - start of every name, so that no two fixtures have the same.
 */
export function resourcesOf(blocks: Blocks, prefix: string): Values {
  const own = Object.entries(blocks).filter(([address]) => !isSettings(address));
  const missing = [...JSON.stringify(blocks).matchAll(REFERENCE)].map(([, address]) => address!);
  const all = {
    ...Object.fromEntries(missing.map((address) => [address, {}])),
    ...Object.fromEntries(own),
  };
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [address, values] of Object.entries(all)) {
    const [type, name] = address.split(".") as [string, string];
    (resource[type] ??= {})[prefix + name] = withRequiredArguments(type, values);
  }
  const addresses = new RegExp(`\\b(${Object.keys(all).join("|").replaceAll(".", "\\.")})\\b`, "g");
  const written = JSON.stringify(resource).replaceAll(VARIABLE, "var.of_$1");
  return JSON.parse(written.replaceAll(addresses, (address) => address.replace(".", `.${prefix}`))) as Values;
}

/** Settings of a stack, which no module has. */
export const isSettings = (address: string): boolean => address.startsWith("terraform.");

/** The provider and the variables of a module with these resources. */
export function settingsOf(resources: readonly Values[]): Values {
  return {
    terraform: {
      required_providers: {
        aws: { source: "hashicorp/aws", configuration_aliases: ["aws.west"] },
      },
    },
    variable: Object.fromEntries(variablesOf(resources).map((name) => [name, { default: null }])),
  };
}

function variablesOf(resources: readonly Values[]): readonly string[] {
  return [...JSON.stringify(resources).matchAll(/\bvar\.(of_\w+)/g)].map(([, name]) => name!);
}

/** Nothing is known of a value until apply. */
const UNKNOWN = "${jsondecode(terraform_data.unknown.id)}";

/**
 * A configuration that calls the module of the fixtures. Its providers are those of most fixtures.
 *
 * @param stepFunctions - URL of a service that accepts every state machine, which the provider asks while it plans.
 */
export function rootOf(resources: readonly Values[], stepFunctions: string): Values {
  const call = {
    source: "./fixtures",
    providers: { aws: "aws", "aws.west": "aws.west" },
    ...Object.fromEntries(variablesOf(resources).map((name) => [name, UNKNOWN])),
  };
  return {
    terraform: {},
    provider: {
      aws: [
        { region: "us-east-1", endpoints: [{ sfn: stepFunctions }] },
        { alias: "west", region: "us-west-2" },
      ],
    },
    resource: { terraform_data: { unknown: {} } },
    module: { fixtures: call },
  };
}
