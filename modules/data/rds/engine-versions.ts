import { matching, oneOf, satisfying, type Rule } from "../../core";
import { RDS_CATALOGUE, RDS_VERSIONS } from "./engines";
import { classTraits } from "./instance-classes";
import type { RdsInstanceProps } from "./rds-instance-props";

/** Day on which the standard support of MySQL 8.0 ended, and the price of Extended Support (RDS price list). */
const MYSQL_80 = { endedOn: "2026-07-31", dollarsPerVcpuHour: 0.1 };
const HOURS_PER_MONTH = 730;

/**
 * Accepts versions of the catalogue for a new instance, and any minor version of their majors for a restored one.
 * Others pass every plan, and RDS refuses them or charges for Extended Support.
 */
export function engineVersionRule(props: RdsInstanceProps): Rule<string> {
  const { engine, engineVersion, restoreFromSnapshotArn } = props;
  if (engine === "mysql" && engineVersion.startsWith("8.0")) return inExtendedSupport(props);
  if (restoreFromSnapshotArn !== undefined) {
    const pattern = engine === "mysql" ? /^8\.4\.\d{1,2}$/ : /^1[678]\.\d{1,2}$/;
    const majors = engine === "mysql" ? "8.4" : "16, 17 or 18";
    return matching(pattern, `a minor version of ${majors}`, "copy EngineVersion of the snapshot");
  }
  return oneOf<string>(
    RDS_VERSIONS[engine],
    `choose a version of the catalogue (as of ${RDS_CATALOGUE.asOf}); retired ones cannot be created`,
  );
}

function inExtendedSupport({ instanceClass }: RdsInstanceProps): Rule<string> {
  const { vcpus } = classTraits(instanceClass) ?? { vcpus: 2 };
  const dollars = Math.round(vcpus * MYSQL_80.dollarsPerVcpuHour * HOURS_PER_MONTH);
  return satisfying(
    () => false,
    RDS_VERSIONS.mysql.join(", "),
    `choose 8.4: standard support of 8.0 ended on ${MYSQL_80.endedOn}, and Extended Support of ${vcpus} vCPUs costs $${dollars} a month`,
  );
}
