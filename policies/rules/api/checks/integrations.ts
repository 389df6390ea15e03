import { fail, isSet, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check } from "../../../engine/rule";
import { isUnresolved } from "../../../engine/values";

export const INTEGRATION = "aws_api_gateway_integration";
const OVER_HTTP = ["HTTP", "HTTP_PROXY"];

/** Requires TLS to a backend URL, and certificate verification behind a VPC link. */
export const usesTls: Check = (integration, context) => {
  const { values } = integration;
  if (!OVER_HTTP.includes(String(values["type"] ?? values["integration_type"]))) return [];
  if (values["connection_type"] === "VPC_LINK" && "integration_type" in values) {
    return isSet("tls_config.server_name_to_verify")(integration, context);
  }
  const path = "uri" in values ? "uri" : "integration_uri";
  const uri = values[path];
  if (isUnresolved(uri) && !/^https?:/.test(uri)) return [unknown(path)];
  return String(uri).startsWith("https://") ? [] : [fail(path, "must begin with https://")];
};

export function callsUrls(stage: Resource, graph: ResourceGraph): boolean {
  return graph
    .targetsAt(stage, "rest_api_id")
    .flatMap((api) => graph.referrers(api, INTEGRATION))
    .some(({ values }) => OVER_HTTP.includes(String(values["type"])));
}
