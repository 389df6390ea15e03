import { all, isTrue, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check, Context, Finding } from "../../../engine/rule";
import { isUnresolved } from "../../../engine/values";

/** Applies to every bucket of the account. */
export const ACCOUNT_BLOCK = "aws_s3_account_public_access_block";

export const blocksPublicAccess: Check = all(
  isTrue("block_public_acls"),
  isTrue("block_public_policy"),
  isTrue("ignore_public_acls"),
  isTrue("restrict_public_buckets"),
);

/** Findings of the block for the whole account in the stack of a bucket; undefined without one. */
export function accountBlockFindings({ stack }: Resource, context: Context): readonly Finding[] | undefined {
  const results = context.graph
    .inStack(stack, ACCOUNT_BLOCK)
    .map((block) => [
      ...blocksPublicAccess(block, context),
      ...(isUnresolved(block.values["count"]) || isUnresolved(block.values["for_each"])
        ? [unknown("", `the number of ${block.address} is unknown until plan`)]
        : []),
    ])
    .filter((findings) => findings.every(({ status }) => status === "unknown"));
  return results.find((findings) => findings.length === 0) ?? results[0];
}
