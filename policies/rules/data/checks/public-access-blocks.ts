import { all, isTrue } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check, Context } from "../../../engine/rule";

/** Applies to every bucket of the account. */
export const ACCOUNT_BLOCK = "aws_s3_account_public_access_block";

export const blocksPublicAccess: Check = all(
  isTrue("block_public_acls"),
  isTrue("block_public_policy"),
  isTrue("ignore_public_acls"),
  isTrue("restrict_public_buckets"),
);

/** Returns whether the stack of a bucket blocks public access in the whole account. */
export function isBlockedByAccount({ stack }: Resource, context: Context): boolean {
  return context.graph.inStack(stack, ACCOUNT_BLOCK).some((block) => blocksPublicAccess(block, context).length === 0);
}
