import { Construct } from "constructs";
import { sidOf, type Grantee } from "../../core";
import { PULL_ACTIONS, PUSH_ACTIONS, TAG_ACTIONS, loginStatement } from "./image-repository-grants";

/** Grants on a container image repository, whether the stack creates it or not. */
export abstract class RepositoryAccess extends Construct {
  abstract readonly repositoryArn: string;

  /** Allows the grantee to log in to the registry and pull images. */
  grantPull(grantee: Grantee): void {
    grantee.addStatement(loginStatement);
    grantee.addStatement({
      sid: sidOf("Pull", this),
      actions: [...PULL_ACTIONS, "ecr:DescribeImages"],
      resources: [this.repositoryArn],
    });
  }

  /** Allows the grantee to log in to the registry, and to push and pull images. */
  grantPush(grantee: Grantee): void {
    this.grantPull(grantee);
    grantee.addStatement({ sid: sidOf("Push", this), actions: PUSH_ACTIONS, resources: [this.repositoryArn] });
  }

  /** Allows the grantee to add tags to images that exist, such as a tag of `protectedTags`. */
  grantTag(grantee: Grantee): void {
    grantee.addStatement({ sid: sidOf("Tag", this), actions: TAG_ACTIONS, resources: [this.repositoryArn] });
  }

  /** Allows the grantee to read the findings of image scans. */
  grantReadFindings(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("ReadFindings", this),
      actions: ["ecr:DescribeImageScanFindings"],
      resources: [this.repositoryArn],
    });
  }
}
