import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import type { Construct } from "constructs";
import { graphsIn, signalsIn, withDefaults, type Graph, type Signal } from "../../core";
import { ENGINES } from "./engines";
import { instanceArguments } from "./instance-arguments";
import { classTraits } from "./instance-classes";
import { rdsInstanceGraphs, rdsInstanceSignals, replicaLagSignal } from "./rds-instance-signals";
import { RdsPrerequisites } from "./rds-prerequisites";
import {
  RDS_READ_REPLICA_DEFAULTS,
  type RdsReadReplicaProps,
  type RdsReadReplicaSettings,
} from "./rds-read-replica-props";
import { validateRdsReadReplica } from "./rds-read-replica-validation";

/**
 * Stateful. A read replica of an RDS instance of another region, with its own key, subnets, parameters, log groups and
 * security group. Replicas in the region of the source are its prop `replicas`.
 *
 * `role: "promoted"` makes it an instance of its own, with the master user and the data of the source.
 */
export class RdsReadReplica extends RdsPrerequisites {
  readonly instanceArn: string;
  readonly instanceIdentifier: string;
  /** Host name of the replica, promoted or not. */
  readonly readerEndpoint: string;
  /** Host name for writes; only of a promoted replica. */
  readonly writerEndpoint?: string;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  protected readonly resourceIds: readonly string[];

  /** @throws InputError when the source, a class, a limit or the placement is not what RDS accepts. */
  constructor(scope: Construct, id: string, props: RdsReadReplicaProps) {
    validateRdsReadReplica(scope, id, props);
    const { source } = props;
    const { engine, engineVersion } = source;
    const { maxConnections = source.maxConnections, ...settings } = withDefaults(props, RDS_READ_REPLICA_DEFAULTS);
    super(scope, id, { ...settings, engine, engineVersion, maxConnections });
    const instanceName = props.name;
    const replica = this.createReplica(settings);
    this.instanceArn = replica.arn;
    this.instanceIdentifier = instanceName;
    this.readerEndpoint = replica.address;
    if (settings.role === "promoted") this.writerEndpoint = replica.address;
    this.resourceIds = [replica.resourceId];
    const traits = classTraits(props.instanceClass ?? source.instanceClass)!;
    const limits = { maxConnections, storageGb: source.storage.gb, traits };
    const lag = settings.role === "replica" ? [replicaLagSignal(id, instanceName)] : [];
    this.signals = signalsIn(this, [...rdsInstanceSignals({ id, instanceName, ...limits }), ...lag]);
    this.graphs = graphsIn(this, rdsInstanceGraphs([instanceName]));
  }

  private createReplica(settings: Omit<RdsReadReplicaSettings, "maxConnections">): DbInstance {
    const { name, source, dataKey, deletionProtection } = settings;
    const { engine, storage } = source;
    const { logs = ENGINES[engine].defaultLogs, instanceClass = source.instanceClass } = settings;
    return new DbInstance(this, "instance", {
      ...instanceArguments({
        ...settings,
        engine,
        storage,
        instanceClass,
        logs,
        securityGroupId: this.securityGroup.securityGroupId,
        parameterGroupName: this.parameterGroupName,
        monitoringRoleArn: this.monitoringRole.roleArn,
      }),
      identifier: name,
      replicateSourceDb: settings.role === "replica" ? source.instanceArn : undefined,
      availabilityZone: settings.zone,
      dbSubnetGroupName: this.subnetGroupName,
      kmsKeyId: dataKey.keyArn,
      port: this.port,
      backupRetentionPeriod: settings.backupRetentionDays,
      deletionProtection,
      ...finalSnapshot(settings),
      tags: { backup: settings.backup },
      dependsOn: this.createLogGroups(name, "", logs, { ...settings, ...source }),
      lifecycle: { preventDestroy: deletionProtection },
    });
  }
}

/** RDS refuses a final snapshot of a replica. */
function finalSnapshot({
  name,
  role,
  deletionProtection,
}: Pick<RdsReadReplicaSettings, "name" | "role" | "deletionProtection">) {
  if (role === "replica" || !deletionProtection) return { skipFinalSnapshot: true };
  return { skipFinalSnapshot: false, finalSnapshotIdentifier: `${name}-final`, deleteAutomatedBackups: false };
}
