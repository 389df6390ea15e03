import type { Resource } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import { select } from "../../engine/values";

/** Returns whether a REST API is reachable through VPC endpoints only. */
export const isPrivateApi = ({ values }: Resource): boolean =>
  select(values, "endpoint_configuration.types").some(({ value }) => [value].flat().includes("PRIVATE"));

/** Returns whether a stage belongs to a private REST API. */
export const isPrivateStage = (stage: Resource, graph: ResourceGraph): boolean =>
  stage.type === "aws_api_gateway_stage" && graph.targetsAt(stage, "rest_api_id").some(isPrivateApi);
