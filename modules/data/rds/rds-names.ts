/** Log group that RDS exports a log type to. */
export function logGroupName(instanceName: string, type: string): string {
  return `/aws/rds/instance/${instanceName}/${type}`;
}

export function monitoringRoleName(name: string): string {
  return `${name}-monitoring`;
}

/** Identifier of the replica in a zone. */
export function replicaName(name: string, zone: string): string {
  return `${name}-replica-${zone.slice(-1)}`;
}
