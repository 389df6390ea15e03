import { fail, needs, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isEmpty, isUnresolved, select } from "../../../engine/values";
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
  const aborts = select(values, "rule.abort_incomplete_multipart_upload").some(({ value }) => !isEmpty(value));
  return aborts ? [] : [fail("rule", "must abort incomplete uploads")];
};
