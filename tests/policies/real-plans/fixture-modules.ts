import type { Blocks } from "../fixtures/fixture";
import { withRequiredArguments } from "./required-arguments";

export type Values = Readonly<Record<string, unknown>>;

/** Some names, such as `version`, are no names of a variable. */
const VARIABLE = /\b(?:var|module\.\w+)\.(\w+)/g;
const REFERENCE = /\$\{[^}]*?(aws_\w+\.\w+)\./g;

/** The blocks as a module: complete, with the resources and variables that they refer to. */
export function moduleOf(blocks: Blocks): Values {
  const own = Object.entries(blocks).filter(([address]) => !isSettings(address));
  const missing = [...JSON.stringify(blocks).matchAll(REFERENCE)].map(([, address]) => address!);
  const all = {
    ...Object.fromEntries(missing.map((address) => [address, {}])),
    ...Object.fromEntries(own),
  };
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [address, values] of Object.entries(all)) {
    const [type, name] = address.split(".") as [string, string];
    (resource[type] ??= {})[name] = withRequiredArguments(type, values);
  }
  const written = JSON.stringify(resource);
  const variables = ["unused", ...[...written.matchAll(VARIABLE)].map(([, name]) => `of_${name!}`)];
  return {
    terraform: {
      required_providers: {
        aws: { source: "hashicorp/aws", configuration_aliases: ["aws.west"] },
      },
    },
    variable: Object.fromEntries(variables.map((name) => [name, { default: null }])),
    resource: JSON.parse(written.replaceAll(VARIABLE, "var.of_$1")) as unknown,
  };
}

/** Settings of a stack, which no module has. */
export const isSettings = (address: string): boolean => address.startsWith("terraform.");

/** Nothing is known of a value until apply. */
const UNKNOWN = "${jsondecode(terraform_data.unknown.id)}";

/**
 * A configuration that calls the module in each folder. Its providers are those of most fixtures.
 *
 * @param stepFunctions - URL of a service that accepts every state machine, which the provider asks while it plans.
 */
export function rootOf(modules: Readonly<Record<string, Values>>, stepFunctions: string): Values {
  const calls = Object.entries(modules).map(([folder, { variable }]) => [
    folder,
    {
      source: `./${folder}`,
      providers: { aws: "aws", "aws.west": "aws.west" },
      ...Object.fromEntries(Object.keys(variable as Values).map((name) => [name, UNKNOWN])),
    },
  ]);
  return {
    terraform: {},
    provider: {
      aws: [
        { region: "us-east-1", endpoints: [{ sfn: stepFunctions }] },
        { alias: "west", region: "us-west-2" },
      ],
    },
    resource: { terraform_data: { unknown: {} } },
    module: Object.fromEntries(calls) as unknown,
  };
}
