import { fail, needs, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isEmpty, isUnresolved, recordsOf } from "../../../engine/values";
import { isOn, orInline } from "./inline-arguments";

export const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

export const hasLifecycle = orInline(
  "lifecycle_rule.enabled",
  isOn,
  needs(LIFECYCLE, "needs a lifecycle configuration"),
);

export const abortsUploads: Check = ({ values }) => {
  if (isUnresolved(values["rule"])) return [unknown("rule")];
  // A plan contains the block of every rule, empty where it is not set.
  const aborts = recordsOf(values["rule"]).some(
    ({ status, abort_incomplete_multipart_upload: abort }) => status !== "Disabled" && !isEmpty(abort),
  );
  return aborts ? [] : [fail("rule", "must include an enabled rule with abort_incomplete_multipart_upload")];
};
