import { siteParameters } from "../app/contract";

/**
 * What the builds of `delivery` and the roles of `bootstrap` must agree on: names. They are in different stacks and may be in different
 * accounts, so neither can ask the other.
 */

/** The roles that an account offers to builds. */
export const deploymentRoles = ["deploy", "plan", "publish"] as const;

export type DeploymentRoleKind = (typeof deploymentRoles)[number];

export function deploymentRoleName(project: string, kind: DeploymentRoleKind): string {
  return `${project}-${kind}`;
}

export function deploymentRoleArn(project: string, account: string, kind: DeploymentRoleKind): string {
  return `arn:aws:iam::${account}:role/${deploymentRoleName(project, kind)}`;
}

/** Names of the build projects. Those that change an environment have its name in theirs, or `*` for those of all. */
export const buildProjects = {
  check: (project: string) => `${project}-infrastructure-check`,
  plan: (project: string) => `${project}-infrastructure-plan`,
  apply: (project: string, environment: string) => `${project}-infrastructure-apply-${environment}`,
  image: (project: string) => `${project}-backend-image`,
  site: (project: string) => `${project}-frontend-site`,
  publish: (project: string, environment: string) => `${project}-frontend-publish-${environment}`,
} as const;

/** SSM parameter that holds the digest of the image of one commit. */
export function imageParameterName(project: string, commit: string): string {
  return `/${project}/images/api/${commit}`;
}

/** SSM parameters of an environment that say where its site is published. */
export function siteParameterNames(project: string, environment: string): { bucket: string; distribution: string } {
  const path = `/${project}/${environment}`;
  return { bucket: `${path}/${siteParameters.bucket}`, distribution: `${path}/${siteParameters.distribution}` };
}
