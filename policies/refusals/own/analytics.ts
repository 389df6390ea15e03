import { all, expectAt, fail, unknown, when } from "../../engine/checks";
import type { Check } from "../../engine/rule";
import { valueAt } from "../../engine/values";
import { GLUE_VERSIONS, LISTED } from "../../rules/checks/supported-versions";
import { ifPresent } from "./conditions";
import { GUIDES, type OwnRefusal } from "./own-refusal";

/** The group exists in every account: only a plan tells whether it is imported. */
const hasFreeName: Check = ({ values, actions }) => {
  if (values["name"] !== "primary") return [];
  if (actions === undefined) return [unknown("name", "must not be primary unless it is imported; unknown until plan")];
  return actions.includes("create") ? [fail("name", "must not be primary, which exists in every account")] : [];
};

export const ANALYTICS: readonly OwnRefusal[] = [
  {
    id: "gp-glue-crawler-new-folders",
    title: "Crawlers of new folders only log changes",
    fix: "Set schema_change_policy.update_behavior and delete_behavior to LOG.",
    documentation: `${GUIDES}/glue/latest/dg/incremental-crawls.html`,
    types: ["aws_glue_crawler"],
    check: when(
      ({ values }) => valueAt(values, "recrawl_policy.recrawl_behavior") === "CRAWL_NEW_FOLDERS_ONLY",
      all(
        ...["update_behavior", "delete_behavior"].map((name) =>
          expectAt(
            `schema_change_policy.${name}`,
            "must be LOG with CRAWL_NEW_FOLDERS_ONLY",
            (value) => value === "LOG",
          ),
        ),
      ),
    ),
  },
  {
    id: "gp-glue-job-version",
    title: "Jobs run a version of Glue that exists",
    fix: `Set glue_version to ${GLUE_VERSIONS.at(-1)!}, or another version of Glue.`,
    documentation: `${GUIDES}/glue/latest/dg/release-notes.html`,
    types: ["aws_glue_job"],
    check: ifPresent("glue_version", `must be a version of Glue (${LISTED})`, (version) =>
      GLUE_VERSIONS.includes(String(version)),
    ),
  },
  {
    id: "gp-athena-workgroup-primary",
    title: "New workgroups have another name than that of every account",
    fix: "Rename the workgroup, or import the existing one.",
    documentation: `${GUIDES}/athena/latest/ug/workgroups.html`,
    types: ["aws_athena_workgroup"],
    check: hasFreeName,
  },
];
