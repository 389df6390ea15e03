import path from "node:path";
import type { AwsStackProps } from "groundplan/core";
import type { AccountSettings, Environment } from "../environments";

/** Account, tags and state of a stack, which have the name of the system. */
export function stackPropsOf(
  {
    owner,
    account,
    region,
    stage,
  }: Pick<Environment, "owner" | "account" | "region"> & Partial<Pick<Environment, "stage">>,
  environment: string,
  { projectName }: Pick<AccountSettings, "projectName">,
): AwsStackProps {
  return {
    account,
    region,
    stage,
    tags: { Environment: environment, Project: projectName, Owner: owner },
    state: {
      bucket: `${projectName}-tfstate-${account}`,
      region,
      kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${projectName}-tfstate`,
    },
  };
}

/** Origin of the shop's pages, whose scripts may call the API. */
export function siteOrigin({ site }: { readonly site: { readonly domainName: string } }): string {
  return `https://${site.domainName}`;
}

/** Origins whose scripts may call the API, that of the shop's pages first. */
export function apiOrigins({ site }: Pick<Environment, "site">): [string, ...string[]] {
  return [siteOrigin({ site }), ...site.furtherOrigins];
}

/** Folder of the example, also when this file runs compiled below `dist`. */
const FOLDER = path.resolve(__dirname, "..").replace(/([\\/])dist[\\/](?=examples[\\/])/, "$1");

/** Path of a Glue script. */
export function glueScript(name: string): string {
  return path.join(FOLDER, "glue", name);
}
