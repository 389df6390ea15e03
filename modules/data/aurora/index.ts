export { AuroraCluster } from "./aurora-cluster";
export { AURORA_CLUSTER_DEFAULTS, type AuroraClusterProps } from "./aurora-cluster-props";
export { AuroraPrerequisites } from "./aurora-prerequisites";
export { auroraClusterGraphs, auroraClusterSignals, maxConnections } from "./aurora-cluster-signals";
export type { ExistingCluster, ExistingClusterAttributes } from "./existing-cluster";
export {
  AURORA_POSTGRES_CATALOGUE_DATE,
  AURORA_POSTGRES_VERSIONS,
  parameterGroupFamily,
  type AuroraEngineVersion,
  type AuroraPostgresVersion,
} from "./engine-versions";
