import type { PolicyStatement } from "../../modules/core";
import { deploymentRoleArn, deploymentRoles } from "../deployment-names";
import type { BootstrapAccount } from "./account";
import type { StateStore } from "./state-store";

/** Without this a deployment could give itself, or the next build, whatever it likes. */
export function leavePipelineRolesAlone({ project, account }: BootstrapAccount): PolicyStatement {
  return {
    sid: "LeavePipelineRolesAlone",
    effect: "Deny",
    actions: [
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PassRole",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
    ],
    resources: [
      ...deploymentRoles.map((kind) => deploymentRoleArn(project, account, kind)),
      `arn:aws:iam::${account}:role/${project}-*-build`,
      `arn:aws:iam::${account}:role/${project}-*-pipeline`,
    ],
  };
}

/** State may be written, but neither it nor its older versions nor its key can be taken away. */
export function keepState(stores: readonly StateStore[]): PolicyStatement[] {
  return [
    {
      sid: "KeepState",
      effect: "Deny",
      actions: [
        "s3:DeleteBucket*",
        "s3:DeleteObjectVersion",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: stores.flatMap(({ bucketArn }) => [bucketArn, `${bucketArn}/*`]),
    },
    {
      sid: "KeepStateKeys",
      effect: "Deny",
      actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      resources: stores.map(({ keyArn }) => keyArn),
    },
  ];
}
