import type { ServiceDefinition } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";

/** Field numbers and protocol buffer types. A `*` marks a repeated field, `{}` a map from strings. */
type Message = Readonly<Record<string, readonly [number, string]>>;

/** The part of Terraform's plugin protocol, version 5, that the stand-in implements. */
const MESSAGES: Readonly<Record<string, Message>> = {
  DynamicValue: { msgpack: [1, "bytes"], json: [2, "bytes"] },
  Diagnostic: {
    severity: [1, "int32"],
    summary: [2, "string"],
    detail: [3, "string"],
    attribute: [4, "AttributePath"],
  },
  AttributePath: { steps: [1, "*Step"] },
  Step: { attribute_name: [1, "string"] },
  RawState: { json: [1, "bytes"] },
  Schema: { version: [1, "int64"], block: [2, "Block"] },
  Block: { version: [1, "int64"], attributes: [2, "*Attribute"], block_types: [3, "*NestedBlock"] },
  Attribute: {
    name: [1, "string"],
    type: [2, "bytes"],
    required: [4, "bool"],
    optional: [5, "bool"],
    computed: [6, "bool"],
    sensitive: [7, "bool"],
    write_only: [10, "bool"],
  },
  NestedBlock: {
    type_name: [1, "string"],
    block: [2, "Block"],
    nesting: [3, "int32"],
    min_items: [4, "int64"],
    max_items: [5, "int64"],
  },
  ServerCapabilities: { plan_destroy: [1, "bool"], get_provider_schema_optional: [2, "bool"] },
  Function: { parameters: [1, "*Parameter"], return: [3, "Return"] },
  Parameter: { name: [1, "string"], type: [2, "bytes"] },
  Return: { type: [1, "bytes"] },
  FunctionError: { text: [1, "string"] },
  GetFunctionsRequest: {},
  GetFunctionsResponse: { functions: [1, "{}Function"] },
  CallFunctionRequest: { name: [1, "string"], arguments: [2, "*DynamicValue"] },
  CallFunctionResponse: { result: [1, "DynamicValue"], error: [2, "FunctionError"] },
  GetSchemaRequest: {},
  GetSchemaResponse: {
    provider: [1, "Schema"],
    resource_schemas: [2, "{}Schema"],
    data_source_schemas: [3, "{}Schema"],
    diagnostics: [4, "*Diagnostic"],
    server_capabilities: [6, "ServerCapabilities"],
    functions: [7, "{}Function"],
  },
  PrepareProviderConfigRequest: { config: [1, "DynamicValue"] },
  PrepareProviderConfigResponse: { prepared_config: [1, "DynamicValue"], diagnostics: [2, "*Diagnostic"] },
  ValidateRequest: { type_name: [1, "string"], config: [2, "DynamicValue"] },
  ValidateResponse: { diagnostics: [1, "*Diagnostic"] },
  UpgradeResourceStateRequest: { type_name: [1, "string"], version: [2, "int64"], raw_state: [3, "RawState"] },
  UpgradeResourceStateResponse: { upgraded_state: [1, "DynamicValue"], diagnostics: [2, "*Diagnostic"] },
  ConfigureRequest: { terraform_version: [1, "string"], config: [2, "DynamicValue"] },
  ConfigureResponse: { diagnostics: [1, "*Diagnostic"] },
  ReadResourceRequest: { type_name: [1, "string"], current_state: [2, "DynamicValue"], private: [3, "bytes"] },
  ReadResourceResponse: { new_state: [1, "DynamicValue"], diagnostics: [2, "*Diagnostic"], private: [3, "bytes"] },
  PlanResourceChangeRequest: {
    type_name: [1, "string"],
    prior_state: [2, "DynamicValue"],
    proposed_new_state: [3, "DynamicValue"],
    config: [4, "DynamicValue"],
    prior_private: [5, "bytes"],
  },
  PlanResourceChangeResponse: {
    planned_state: [1, "DynamicValue"],
    requires_replace: [2, "*AttributePath"],
    planned_private: [3, "bytes"],
    diagnostics: [4, "*Diagnostic"],
    legacy_type_system: [5, "bool"],
  },
  ApplyResourceChangeRequest: {
    type_name: [1, "string"],
    prior_state: [2, "DynamicValue"],
    planned_state: [3, "DynamicValue"],
    config: [4, "DynamicValue"],
    planned_private: [5, "bytes"],
  },
  ApplyResourceChangeResponse: {
    new_state: [1, "DynamicValue"],
    private: [2, "bytes"],
    diagnostics: [3, "*Diagnostic"],
    legacy_type_system: [4, "bool"],
  },
  ImportResourceStateRequest: { type_name: [1, "string"], id: [2, "string"] },
  ImportedResource: { type_name: [1, "string"], state: [2, "DynamicValue"], private: [3, "bytes"] },
  ImportResourceStateResponse: { imported_resources: [1, "*ImportedResource"], diagnostics: [2, "*Diagnostic"] },
  ReadDataSourceRequest: { type_name: [1, "string"], config: [2, "DynamicValue"] },
  ReadDataSourceResponse: { state: [1, "DynamicValue"], diagnostics: [2, "*Diagnostic"] },
  StopRequest: {},
  StopResponse: { Error: [1, "string"] },
};

/** Request and response of each call. */
const METHODS = {
  GetSchema: ["GetSchemaRequest", "GetSchemaResponse"],
  PrepareProviderConfig: ["PrepareProviderConfigRequest", "PrepareProviderConfigResponse"],
  ValidateResourceTypeConfig: ["ValidateRequest", "ValidateResponse"],
  ValidateDataSourceConfig: ["ValidateRequest", "ValidateResponse"],
  UpgradeResourceState: ["UpgradeResourceStateRequest", "UpgradeResourceStateResponse"],
  Configure: ["ConfigureRequest", "ConfigureResponse"],
  ReadResource: ["ReadResourceRequest", "ReadResourceResponse"],
  PlanResourceChange: ["PlanResourceChangeRequest", "PlanResourceChangeResponse"],
  ApplyResourceChange: ["ApplyResourceChangeRequest", "ApplyResourceChangeResponse"],
  ImportResourceState: ["ImportResourceStateRequest", "ImportResourceStateResponse"],
  ReadDataSource: ["ReadDataSourceRequest", "ReadDataSourceResponse"],
  GetFunctions: ["GetFunctionsRequest", "GetFunctionsResponse"],
  CallFunction: ["CallFunctionRequest", "CallFunctionResponse"],
  Stop: ["StopRequest", "StopResponse"],
} as const;

export type Method = keyof typeof METHODS;

/** The gRPC definition of the service `tfplugin5.Provider`. */
export function providerService(): ServiceDefinition {
  const methods = Object.entries(METHODS).map(([name, [requestType, responseType]]) => [
    name,
    { requestType, responseType },
  ]);
  const nested = {
    ...Object.fromEntries(Object.entries(MESSAGES).map(([name, message]) => [name, { fields: fieldsOf(message) }])),
    Provider: { methods: Object.fromEntries(methods) as Record<string, never> },
  };
  const root = fromJSON({ nested: { tfplugin5: { nested } } }, { keepCase: true, longs: Number, defaults: true });
  return root["tfplugin5.Provider"] as ServiceDefinition;
}

function fieldsOf(message: Message) {
  const fields = Object.entries(message).map(([name, [id, kind]]) => [name, fieldOf(id, kind)] as const);
  return Object.fromEntries(fields);
}

function fieldOf(id: number, kind: string) {
  if (kind.startsWith("*")) return { id, type: kind.slice(1), rule: "repeated" };
  if (kind.startsWith("{}")) return { id, type: kind.slice(2), keyType: "string" };
  return { id, type: kind };
}
