import { role, topic, vpc } from "./blocks";
import type { Mistake } from "./mistake";

/** Mistakes that `terraform apply` reports. */
export const APPLY_MISTAKES: readonly Mistake[] = [
  {
    title: "an id in place of an ARN, known after apply",
    error: "Invalid ARN",
    config: {
      resource: { aws_vpc: vpc, aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "${aws_vpc.v.id}" } } },
    },
  },
  {
    title: "a policy that is not JSON, known after apply",
    error: "Invalid JSON",
    config: {
      resource: { aws_sns_topic: topic, aws_iam_role: { r: role({ assume_role_policy: "{${aws_sns_topic.t.arn}}" }) } },
    },
  },
];
