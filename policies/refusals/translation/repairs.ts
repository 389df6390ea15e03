import type { Resource } from "../../engine/resource";
import { listOf, recordsOf } from "../../engine/values";
import type { MutableObject } from "./place";

/** Differences between the two shapes that concern several properties at once, by Terraform type. */
const REPAIRS: Readonly<Record<string, (resource: Resource, properties: MutableObject) => void>> = {
  aws_dynamodb_table: ({ values }, properties) => {
    // Terraform gives a local index its range key only.
    const [hashKey] = listOf(properties["KeySchema"]);
    for (const index of recordsOf(properties["LocalSecondaryIndexes"]) as MutableObject[])
      index["KeySchema"] = [hashKey, ...listOf(index["KeySchema"])];
    if (values["stream_enabled"] === false) delete properties["StreamSpecification"];
  },
  aws_cloudwatch_metric_alarm: (_, properties) => {
    // The provider's default of return_data is false, that of CloudFormation is true.
    for (const query of recordsOf(properties["Metrics"]) as MutableObject[]) query["ReturnData"] ??= false;
  },
  aws_api_gateway_method_settings: (_, properties) => {
    // Terraform writes path and method as `path/method`, or `*/*` for all of them.
    const { ResourcePath: both } = properties;
    if (typeof both !== "string") return;
    const path = both.slice(0, both.lastIndexOf("/"));
    properties["HttpMethod"] = both.slice(path.length + 1);
    properties["ResourcePath"] = `/${path.replace(/^\//, "").replaceAll("/", "~1")}`;
  },
  aws_cloudfront_distribution: (_, properties) => {
    // The provider sends an empty S3 configuration for an origin without one.
    const [distribution] = recordsOf(properties["DistributionConfig"]);
    for (const origin of recordsOf(distribution?.["Origins"]) as MutableObject[]) {
      const kinds = ["CustomOriginConfig", "S3OriginConfig", "VpcOriginConfig"];
      if (!kinds.some((kind) => kind in origin)) origin["S3OriginConfig"] = {};
    }
  },
};

export function repair(resource: Resource, properties: MutableObject): void {
  REPAIRS[resource.type]?.(resource, properties);
}
