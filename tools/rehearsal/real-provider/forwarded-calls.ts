import type { MethodDefinition } from "@grpc/grpc-js";

/** The unary calls of Terraform's plugin protocol, version 5. */
const CALLS = [
  "CallFunction",
  "CloseEphemeralResource",
  "Configure",
  "ApplyResourceChange",
  "GenerateResourceConfig",
  "GetFunctions",
  "GetMetadata",
  "GetResourceIdentitySchemas",
  "GetSchema",
  "ImportResourceState",
  "MoveResourceState",
  "OpenEphemeralResource",
  "PlanAction",
  "PlanResourceChange",
  "PrepareProviderConfig",
  "ReadDataSource",
  "ReadResource",
  "RenewEphemeralResource",
  "Stop",
  "UpgradeResourceIdentity",
  "UpgradeResourceState",
  "ValidateActionConfig",
  "ValidateDataSourceConfig",
  "ValidateEphemeralResourceConfig",
  "ValidateListResourceConfig",
  "ValidateResourceTypeConfig",
] as const;

export type Call = (typeof CALLS)[number];

/** The service `tfplugin5.Provider` with messages as they are encoded, so that their fields need not be known. */
export const FORWARDED = Object.fromEntries(CALLS.map((call) => [call, forwarded(call)])) as Readonly<
  Record<Call, MethodDefinition<Buffer, Buffer>>
>;

function forwarded(call: Call): MethodDefinition<Buffer, Buffer> {
  return {
    path: `/tfplugin5.Provider/${call}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: unchanged,
    requestDeserialize: unchanged,
    responseSerialize: unchanged,
    responseDeserialize: unchanged,
  };
}

function unchanged(message: Buffer): Buffer {
  return message;
}
