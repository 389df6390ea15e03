import type { PolicyStatement } from "../../modules/core";
import { siteParameterNames } from "../deployment-names";
import { ofEnvironment, type EnvironmentScope } from "./environment-scope";

/**
 * Permissions of the role that publishes one environment's site: its location, its files and invalidations of its
 * distribution.
 */
export function publishPermissions(scope: EnvironmentScope): PolicyStatement[] {
  const { account: owner, environment, prefix } = scope;
  const { project, account } = owner;
  const { bucket, distribution } = siteParameterNames(project, environment);
  return [
    {
      sid: "ReadSiteLocation",
      actions: ["ssm:GetParameter"],
      resources: [bucket, distribution].map((name) => `arn:aws:ssm:*:${account}:parameter${name}`),
    },
    {
      sid: "PublishSite",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      resources: [`arn:aws:s3:::${prefix}-site-${account}-*`],
    },
    {
      sid: "InvalidateCache",
      actions: ["cloudfront:CreateInvalidation"],
      resources: [`arn:aws:cloudfront::${account}:distribution/*`],
      conditions: [ofEnvironment(scope)],
    },
  ];
}
