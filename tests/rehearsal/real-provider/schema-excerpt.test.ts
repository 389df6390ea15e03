import { schemaExcerpt } from "../../../tools/rehearsal/real-provider/schema-excerpt";
import { providerService } from "../../../tools/rehearsal/provider/protocol";
import type { MethodDefinition } from "@grpc/grpc-js";

interface Schemas {
  readonly provider: { readonly version: number };
  readonly resource_schemas: Readonly<Record<string, { readonly version: number }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly version: number }>>;
  readonly server_capabilities: { readonly plan_destroy: boolean };
}

const { responseSerialize: encode, responseDeserialize: decode } = providerService()["GetSchema"] as MethodDefinition<
  object,
  Schemas
>;

const SCHEMA = encode({
  provider: { version: 7 },
  resource_schemas: { aws_sqs_queue: { version: 300 }, aws_vpc: { version: 1 }, aws_caller_identity: { version: 2 } },
  data_source_schemas: { aws_vpc: { version: 3 }, aws_caller_identity: { version: 4 } },
  server_capabilities: { plan_destroy: true },
});

describe("the excerpt of a schema", () => {
  test("has the named types, as resources and data sources, and everything that is no type", () => {
    const excerpt = decode(schemaExcerpt(SCHEMA, new Set(["aws_sqs_queue", "aws_vpc"])));
    expect(Object.keys(excerpt.resource_schemas)).toEqual(["aws_sqs_queue", "aws_vpc"]);
    expect(excerpt.resource_schemas["aws_sqs_queue"]!.version).toBe(300);
    expect(Object.keys(excerpt.data_source_schemas)).toEqual(["aws_vpc"]);
    expect(excerpt.provider.version).toBe(7);
    expect(excerpt.server_capabilities.plan_destroy).toBe(true);
  });

  test("is the whole schema if a name is unknown", () => {
    expect(schemaExcerpt(SCHEMA, new Set(["aws_vpc", "aws_vpcs"]))).toBe(SCHEMA);
  });
});
