import { isKnown, matching, type Rule } from "../core";

/**
 * Accepts ARNs of SNS topics.
 *
 * @param region - region of the topic. @default any region
 */
export function topicArnRule(region?: string): Rule<string> {
  const known = region !== undefined && isKnown(region);
  return matching(
    new RegExp(String.raw`^arn:aws:sns:${known ? region : "[a-z0-9-]+"}:\d{12}:[\w-]{1,256}(?:\.fifo)?$`),
    known ? `the ARN of an SNS topic in ${region}` : "the ARN of an SNS topic",
    "pass topicArn of a topic, which alarms require in their own region",
  );
}
