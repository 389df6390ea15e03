import type { PolicyStatement } from "../../modules/core";
import { siteParameterNames } from "../deployment-names";
import type { BootstrapAccount } from "./account";

/** What publishing a site may do: learn where it goes, write its files, and make CloudFront fetch them anew. */
export function publishPermissions({ project, account }: BootstrapAccount): PolicyStatement[] {
  const { bucket, distribution } = siteParameterNames(project, "*");
  return [
    {
      sid: "FindSites",
      actions: ["ssm:GetParameter"],
      resources: [bucket, distribution].map((name) => `arn:aws:ssm:*:${account}:parameter${name}`),
    },
    {
      sid: "PublishSites",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      resources: [`arn:aws:s3:::${project}-*-site-${account}-*`],
    },
    {
      sid: "RefreshSites",
      actions: ["cloudfront:CreateInvalidation"],
      resources: [`arn:aws:cloudfront::${account}:distribution/*`],
    },
  ];
}
