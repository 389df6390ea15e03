import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import type { KeyReference } from "../../core";
import type { RdsEngine } from "./engines";
import { offersInsights } from "./instance-classes";
import type { RdsStorage } from "./rds-instance-props";

export interface InstanceSettings {
  readonly engine: RdsEngine;
  readonly instanceClass: string;
  readonly storage: RdsStorage;
  readonly dataKey: KeyReference;
  readonly logs: readonly string[];
  readonly performanceInsights?: boolean;
  readonly maintenanceWindow: string;
  readonly securityGroupId: string;
  readonly parameterGroupName: string;
  readonly monitoringRoleArn: string;
}

const INSIGHTS_DAYS = 7;
const MONITORING_SECONDS = 60;

/** Returns the arguments that an instance and its replicas have in common. */
export function instanceArguments({ storage, ...settings }: InstanceSettings) {
  const { type: storageType = "gp3", iops, throughput, maxGb } = storage;
  return {
    ...insights(settings),
    instanceClass: settings.instanceClass,
    storageType,
    iops,
    storageThroughput: throughput,
    maxAllocatedStorage: maxGb,
    storageEncrypted: true,
    vpcSecurityGroupIds: [settings.securityGroupId],
    parameterGroupName: settings.parameterGroupName,
    publiclyAccessible: false,
    iamDatabaseAuthenticationEnabled: true,
    autoMinorVersionUpgrade: true,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    copyTagsToSnapshot: true,
    applyImmediately: false,
    maintenanceWindow: settings.maintenanceWindow,
    enabledCloudwatchLogsExports: [...settings.logs],
    monitoringInterval: MONITORING_SECONDS,
    monitoringRoleArn: settings.monitoringRoleArn,
  } satisfies Partial<DbInstanceConfig>;
}

/** A replica of another class than its source can lack Performance Insights that the source has. */
function insights(settings: Omit<InstanceSettings, "storage">): Partial<DbInstanceConfig> {
  const { engine, instanceClass, performanceInsights = true, dataKey } = settings;
  if (!performanceInsights || !offersInsights(engine, instanceClass)) return { performanceInsightsEnabled: false };
  return {
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: dataKey.keyArn,
    performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
  };
}
