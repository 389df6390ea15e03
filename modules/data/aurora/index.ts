export { AuroraCluster } from "./aurora-cluster";
export { AURORA_CLUSTER_DEFAULTS, type AuroraClusterProps } from "./aurora-cluster-props";
export { auroraClusterGraphs, auroraClusterSignals, maxConnections } from "./aurora-cluster-signals";
export {
  AURORA_POSTGRES_CATALOGUE_DATE,
  AURORA_POSTGRES_VERSIONS,
  parameterGroupFamily,
  type AuroraPostgresVersion,
} from "./engine-versions";
