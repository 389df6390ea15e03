import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { booleanOf, isEmpty, isUnresolved } from "../../../engine/values";
import { hidesLifecycle, ignoredBy } from "../../checks/ignored-changes";
import { isRetired, LISTED } from "../../checks/supported-versions";

const CLUSTER = "aws_rds_cluster";
const INSTANCE = "aws_rds_cluster_instance";

/** A version that includes the minor, which automatic upgrades change. */
const WITH_MINOR = /^(?:1\d\.\d+|\d+\.\d+\.[\w.]+)$/;

export const isOffered: Check = ({ values }) => {
  const version = values["engine_version"];
  if (isUnresolved(version)) return [unknown("engine_version")];
  if (isEmpty(version)) return [fail("engine_version", "must be set, otherwise AWS chooses the version")];
  return isRetired(String(values["engine"]), String(version))
    ? [fail("engine_version", `${String(version)} is retired (${LISTED})`)]
    : [];
};

/** After an automatic minor upgrade, AWS rejects a configuration with the old version. */
export const allowsMinorUpgrades: Check = (database, { graph }) => {
  if (hidesLifecycle(database)) return [];
  const upgraded = [database, ...graph.referrers(database, INSTANCE)].some(
    ({ type, values }) => type !== CLUSTER && booleanOf(values["auto_minor_version_upgrade"]) !== false,
  );
  const ignored = ignoredBy(database);
  const exact = WITH_MINOR.test(String(database.values["engine_version"]));
  return upgraded && exact && !ignored.includes("engine_version") && !ignored.includes("all")
    ? [
        fail(
          "engine_version",
          "is a minor version although minor upgrades are automatic; add engine_version to lifecycle.ignore_changes",
        ),
      ]
    : [];
};
