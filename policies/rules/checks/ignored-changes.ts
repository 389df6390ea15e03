import type { Resource } from "../../engine/resource";
import { recordsOf, stringsOf } from "../../engine/values";

/** Returns whether the lifecycle is unknown: a plan without its configuration does not contain it. */
export const hidesLifecycle = ({ actions, values }: Resource): boolean =>
  actions !== undefined && !("lifecycle" in values);

/** Arguments whose changes Terraform ignores; `all` for every one. */
export const ignoredBy = ({ values }: Resource): readonly string[] =>
  recordsOf(values["lifecycle"]).flatMap((lifecycle) => [lifecycle["ignore_changes"]].flatMap(stringsOf));
