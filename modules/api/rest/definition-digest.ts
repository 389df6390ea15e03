import { createHash } from "node:crypto";
import { DefaultTokenResolver, Lazy, StringConcat, TerraformResource, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const API = "aws_api_gateway_rest_api";
/** Types whose changes reach callers by a new deployment only. */
const DEFINITION_TYPES = [
  API,
  "aws_api_gateway_authorizer",
  "aws_api_gateway_gateway_response",
  "aws_api_gateway_integration",
  "aws_api_gateway_integration_response",
  "aws_api_gateway_method",
  "aws_api_gateway_method_response",
  "aws_api_gateway_model",
  "aws_api_gateway_request_validator",
  "aws_api_gateway_resource",
  "aws_api_gateway_rest_api_policy",
];
/** Arguments that no deployment contains. */
const META_ARGUMENTS = ["//", "depends_on", "lifecycle", "provider"];
const API_ARGUMENTS = ["description", "name", "tags"];
/** Arguments with references, whose values can change where their text does not. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  aws_api_gateway_authorizer: ["authorizer_uri", "provider_arns"],
  aws_api_gateway_integration: ["credentials", "request_templates", "uri"],
};

/** Resources of the definition, for `depends_on` of the deployment. Resolved at synthesis. */
export function definitionOf(scope: IConstruct): string[] {
  return Lazy.listValue({ produce: () => resourcesOf(scope).map(addressOf) });
}

/**
 * Triggers of the deployment: a digest of the definition as it is written, and one that Terraform computes of the
 * values that the text only refers to. Both are resolved at synthesis, after changes by `addOverride`.
 */
export function deploymentTriggers(scope: IConstruct): Record<string, string> {
  return {
    definition: Lazy.stringValue({ produce: () => digestOf(scope) }),
    references: Lazy.stringValue({ produce: () => referencesOf(scope) }),
  };
}

function resourcesOf(scope: IConstruct): TerraformResource[] {
  return scope.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter(({ terraformResourceType }) => DEFINITION_TYPES.includes(terraformResourceType))
    .sort((one, other) => (addressOf(one) < addressOf(other) ? -1 : 1));
}

function digestOf(scope: IConstruct): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const definition = Tokenization.resolve(resourcesOf(scope).map(argumentsOf), { scope, resolver, preparing: false });
  return createHash("sha256").update(JSON.stringify(definition)).digest("hex");
}

function argumentsOf(resource: TerraformResource): object {
  const excluded = resource.terraformResourceType === API ? [...META_ARGUMENTS, ...API_ARGUMENTS] : META_ARGUMENTS;
  const values = Object.entries(valuesOf(resource)).filter(([name]) => !excluded.includes(name));
  return [addressOf(resource), Object.fromEntries(values)];
}

function referencesOf(scope: IConstruct): string {
  const values = resourcesOf(scope).flatMap((resource) => {
    const names = REFERENCES[resource.terraformResourceType] ?? [];
    // An argument that is absent is null at first and empty after a refresh.
    const present = names.filter((name) => valuesOf(resource)[name] !== undefined);
    return ["id", ...present].map((name) => `${addressOf(resource)}.${name}`);
  });
  return `\${sha1(jsonencode([${values.join(", ")}]))}`;
}

function valuesOf(resource: TerraformResource): Readonly<Record<string, unknown>> {
  const { resource: types } = resource.toTerraform() as { resource: Record<string, Record<string, object>> };
  return Object.values(types[resource.terraformResourceType]!)[0] as Record<string, unknown>;
}

/** The address as text: that of cdktf is a token, which sorts by the order of creation. */
function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
