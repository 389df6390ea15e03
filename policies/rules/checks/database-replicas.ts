import type { Resource, Values } from "../../engine/resource";
import { isEmpty } from "../../engine/values";
import type { ResourceGraph } from "../../graph/resource-graph";

const SOURCES = ["replicate_source_db", "replication_source_identifier"];

export const isReplica = (values: Values): boolean => SOURCES.some((source) => !isEmpty(values[source]));

/** Returns whether a database follows one of the same region, whose key and subnets it has. */
export const isReplicaInRegion = ({ values }: Resource): boolean =>
  !isEmpty(values["replicate_source_db"]) && !/\barn\b/.test(String(values["replicate_source_db"]));

export const hasReplicas = (database: Resource, graph: ResourceGraph): boolean =>
  graph
    .referrers(database, database.type)
    .some((one) => SOURCES.some((source) => graph.targetsAt(one, source).includes(database)));
