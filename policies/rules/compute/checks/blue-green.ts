import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { valueAt } from "../../../engine/values";
import { hidesLifecycle, ignoredBy } from "../../checks/ignored-changes";

/** Returns whether CodeDeploy deploys a service. */
export const isBlueGreen = ({ values }: Resource): boolean =>
  valueAt(values, "deployment_controller.type") === "CODE_DEPLOY";

/** Arguments that each deployment changes, and of which ECS refuses an update. */
const CHANGED_BY_DEPLOYMENTS = ["load_balancer", "task_definition"];

/** Requires Terraform to leave a service to CodeDeploy. */
export const leavesDeployments: Check = (service) => {
  if (!isBlueGreen(service)) return [];
  if (hidesLifecycle(service)) return [unknown("lifecycle.ignore_changes", "unknown without the configuration")];
  const ignored = ignoredBy(service);
  const missing = CHANGED_BY_DEPLOYMENTS.filter((one) => !ignored.includes(one) && !ignored.includes("all"));
  return missing.map((one) => fail("lifecycle.ignore_changes", `must include ${one}, which CodeDeploy changes`));
};
