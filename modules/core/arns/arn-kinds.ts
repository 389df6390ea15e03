import { inRegion, type Rule } from "../validation/rules";
import { isKnown } from "../validation/tokens";
import { arn } from "./arn-rule";

/** Account and partition of the resources of a global service. */
interface Owner {
  readonly account: string;
  readonly partition: string;
}

/**
 * Accepts references to resources of `region`: by their ARN, or where the ARN is unknown until plan by the region that
 * the reference names.
 */
export function referenceIn<Key extends string>(
  region: string,
  key: Key,
  ruleOf: (region: string) => Rule<string>,
): Rule<Readonly<Record<Key, string>> & { readonly region?: string }> {
  return (reference) => {
    if (!isKnown(reference[key])) return inRegion(region)(reference);
    return ruleOf(region)(reference[key]).map((violation) => ({ ...violation, below: `.${key}` }));
  };
}

/** Accepts ARNs of SNS topics. */
export function topicArn(region?: string, fix = "pass topicArn of a topic"): Rule<string> {
  return arn({ of: "an SNS topic", service: "sns", resource: /[\w-]{1,256}(?:\.fifo)?/, region }, fix);
}

/** Accepts ARNs of SQS queues. */
export function queueArn(region?: string, fix = "pass a queue of that region"): Rule<string> {
  return arn({ of: "an SQS queue", service: "sqs", resource: /[\w-]{1,80}(?:\.fifo)?/, region }, fix);
}

/** Accepts ARNs of SQS queues of a region that are not FIFO. */
export function standardQueueArn(region: string): Rule<string> {
  const parts = { of: "a standard queue", service: "sqs", resource: /[\w-]{1,80}/, region };
  return arn(parts, "pass a queue of that region");
}

/**
 * Accepts references to standard queues of `region`: by their ARN, or where the ARN is unknown until plan by their
 * region and `isFifo`.
 */
export function standardQueue(
  region: string,
): Rule<{ readonly queueArn: string; readonly region?: string; readonly isFifo?: boolean }> {
  const isStandard = referenceIn(region, "queueArn", standardQueueArn);
  const fifo = { below: ".isFifo", value: true, allowed: "a standard queue", fix: "pass a queue that is not FIFO" };
  return (queue) => [...isStandard(queue), ...(!isKnown(queue.queueArn) && queue.isFifo ? [fifo] : [])];
}

/** Accepts ARNs of the aliases of Lambda functions. */
export function aliasArn(region?: string): Rule<string> {
  const resource = /function:[\w-]{1,64}:[\w-]{1,128}/;
  const parts = { of: "a function's alias", service: "lambda", resource, region };
  return arn(parts, "pass an alias of that region: arn:...:function:name:alias");
}

/** Accepts ARNs of ACM certificates. */
export function certificateArn(region?: string, fix = "copy it from ACM"): Rule<string> {
  return arn({ of: "an ACM certificate", service: "acm", resource: /certificate\/[\w-]+/, region }, fix);
}

/** Accepts ARNs of regional web ACLs, and `none`. */
export function webAclArn(region?: string): Rule<string> {
  const resource = /regional\/webacl\/[\w-]+\/[\w-]+/;
  const parts = { of: "a web ACL of scope REGIONAL", service: "wafv2", resource, region };
  const regional = arn(parts, "associate web ACLs of scope CLOUDFRONT with the distribution");
  return (value) =>
    value === "none" ? [] : regional(value).map((one) => ({ ...one, allowed: `none, or ${one.allowed}` }));
}

/** Accepts ARNs of IAM roles of an account. */
export function roleArn({ account, partition }: Owner, fix: string): Rule<string> {
  const resource = /role\/[\w+=,.@/-]+/;
  return arn({ of: "an IAM role", service: "iam", resource, region: "", accounts: [account], partition }, fix);
}
