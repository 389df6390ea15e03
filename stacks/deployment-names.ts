import { siteParameters } from "../app/contract";

/**
 * Names that the builds of `delivery` and the roles of `bootstrap` share. The two are separate stacks, possibly in
 * separate accounts, so neither can read the other's outputs.
 */

/** Roles that `bootstrap` creates for the builds of one environment. */
export type DeploymentRoleKind = "deploy" | "plan" | "publish";

/** Name of the role by which builds of one kind act in one environment. */
export function deploymentRoleName(project: string, kind: DeploymentRoleKind, environment: string): string {
  return `${project}-${kind}-${environment}`;
}

/** ARN of a deployment role in the account of its environment. */
export function deploymentRoleArn(
  project: string,
  kind: DeploymentRoleKind,
  { name, account }: { readonly name: string; readonly account: string },
): string {
  return `arn:aws:iam::${account}:role/${deploymentRoleName(project, kind, name)}`;
}

/** Name of the managed policy that bounds the roles of one environment. */
export function permissionsBoundaryName(project: string, environment: string): string {
  return `${project}-boundary-${environment}`;
}

/** ARN of the permissions boundary, computed so that no stack reads another's state. */
export function permissionsBoundaryArn(project: string, account: string, environment: string): string {
  return `arn:aws:iam::${account}:policy/${permissionsBoundaryName(project, environment)}`;
}

/** Names of the build projects. Those that change an environment have its name in theirs, or `*` for those of all. */
export const buildProjects = {
  check: (project: string) => `${project}-infrastructure-check`,
  plan: (project: string) => `${project}-infrastructure-plan`,
  apply: (project: string, environment: string) => `${project}-infrastructure-apply-${environment}`,
  test: (project: string) => `${project}-backend-test`,
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
