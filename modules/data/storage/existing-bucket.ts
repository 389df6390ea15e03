import type { Construct } from "constructs";
import { AwsStack, Validation, requireProps, matching, type KeyReference } from "../../core";
import { BucketAccess } from "./bucket-access";

/** A bucket that another module, stack or tool created. Its policy and settings remain as they are. */
export class ExistingBucket extends BucketAccess {
  readonly bucketArn: string;

  /** @throws InputError when the name is not that of a bucket. */
  constructor(
    scope: Construct,
    id: string,
    readonly bucketName: string,
    readonly key?: KeyReference,
  ) {
    requireProps(scope, id, { bucketName }, { bucketName: "string" });
    const rule = matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket", "pass the name, not the ARN");
    new Validation(scope, id).props({ bucketName }, { bucketName: rule }).throwIfInvalid();
    super(scope, id);
    this.bucketArn = `arn:${AwsStack.of(this).partition}:s3:::${bucketName}`;
  }
}
