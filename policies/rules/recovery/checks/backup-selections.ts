import { fail, unknown } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check } from "../../../engine/rule";
import { isRecord, isUnresolved, recordsOf, stringsOf, valueAt } from "../../../engine/values";
import { matchesWildcards } from "../../../iam/wildcards";
import { providerOf } from "../../checks/regions";

/**
 * Types in the scope of AWS Backup, with a sample ARN. Buckets use versions (S3-04), caches use snapshots (CAC-04).
 */
const PROTECTED: Readonly<Record<string, string>> = {
  aws_db_instance: ":rds:us-east-1:111122223333:db:a",
  aws_dynamodb_table: ":dynamodb:us-east-1:111122223333:table/a",
  aws_efs_file_system: ":elasticfilesystem:us-east-1:111122223333:file-system/a",
  aws_rds_cluster: ":rds:us-east-1:111122223333:cluster:a",
};
export const BACKED_UP_TYPES: readonly string[] = Object.keys(PROTECTED);

/** Requires a selection of the stack that matches the ARN or a tag of the resource. */
export const isSelected: Check = (resource, { graph }) => {
  if (backupSelections(resource, graph).length > 0) return [];
  const isOpen = tagsOf(resource, graph).some(isUnresolved);
  return isOpen ? [unknown("tags")] : [fail("", "needs a backup selection that matches it")];
};

/** The selections of the stack that match the ARN or a tag of a resource in the scope of AWS Backup. */
export function backupSelections(resource: Resource, graph: ResourceGraph): readonly Resource[] {
  const tags = tagsOf(resource, graph);
  return graph
    .inStack(resource.stack, "aws_backup_selection")
    .filter((selection) => !graph.targetsAt(selection, "not_resources").includes(resource))
    .filter((selection) => names(selection, resource, graph) || selectsTag(selection, tags));
}

/** `key=value` of every tag, including default tags. Unknown tags stay expressions. */
function tagsOf(resource: Resource, graph: ResourceGraph): readonly string[] {
  const defaults = valueAt(providerOf(resource, graph), "default_tags.tags");
  return [defaults, resource.values["tags"], resource.values["tags_all"]].flatMap((tags) =>
    isRecord(tags) ? Object.entries(tags).map(([key, value]) => `${key}=${String(value)}`) : [String(tags ?? "")],
  );
}

function names(selection: Resource, resource: Resource, graph: ResourceGraph): boolean {
  if (graph.targetsAt(selection, "resources").includes(resource)) return true;
  if (recordsOf(selection.values["condition"]).length > 0) return false;
  return stringsOf(selection.values["resources"]).some((pattern) =>
    matchesWildcards(pattern, `arn:aws${PROTECTED[resource.type]}`),
  );
}

/** A selection matches any of its tags, but all of its conditions. */
function selectsTag({ values }: Resource, tags: readonly string[]): boolean {
  const alternatives = recordsOf(values["selection_tag"]).map(({ key, value }) => `${String(key)}=${String(value)}`);
  if (alternatives.some((tag) => tags.includes(tag))) return true;
  const conditions = recordsOf(values["condition"])
    .flatMap((one) => recordsOf(one["string_equals"]))
    .map(conditionTag);
  return conditions.length > 0 && conditions.every((tag) => tags.includes(tag));
}

const conditionTag = ({ key, value }: Values): string =>
  `${String(key).replace(/^aws:ResourceTag\//, "")}=${String(value)}`;
