import path from "node:path";
import type { AwsStackProps } from "groundplan/core";
import type { Environment } from "../environments";

/** Value of the tag `Project`, and beginning of the state's names. */
const SYSTEM = "scale-up";

interface StackSettings<Region> {
  readonly owner: string;
  readonly account: string;
  readonly region: Region;
}

/** Account, tags and state of a stack. */
export function stackPropsOf(
  { owner, account, region }: StackSettings<"us-east-1">,
  environment: string,
): AwsStackProps<"us-east-1"> {
  return {
    account,
    region,
    tags: { Environment: environment, Project: SYSTEM, Owner: owner },
    state: {
      bucket: `${SYSTEM}-tfstate-${account}`,
      region,
      kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${SYSTEM}-tfstate`,
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
