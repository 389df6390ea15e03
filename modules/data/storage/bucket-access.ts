import { Construct } from "constructs";
import { sidOf, type Grantee, type KeyReference } from "../../core";

/** Grants on a bucket, whether the stack creates it or not. */
export abstract class BucketAccess extends Construct {
  abstract readonly bucketName: string;
  abstract readonly bucketArn: string;
  /** Key that encrypts objects by default. */
  abstract readonly key?: KeyReference;

  /** Allows the grantee to list and read objects. */
  grantRead(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("List", this),
      actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"],
      resources: [this.bucketArn],
    });
    grantee.addStatement({
      sid: sidOf("Read", this),
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [`${this.bucketArn}/*`],
    });
    this.key?.grantUse(grantee);
  }

  /**
   * Allows the grantee to list, read, write and delete objects. Deleted objects of a versioned bucket remain as
   * versions.
   */
  grantReadWrite(grantee: Grantee): void {
    this.grantRead(grantee);
    grantee.addStatement({
      sid: sidOf("Write", this),
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
      resources: [`${this.bucketArn}/*`],
    });
  }
}
