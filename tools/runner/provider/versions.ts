/** Version that CI and the deployment pipelines install; a test compares every other mention of it. */
export const TERRAFORM_VERSION = "1.11.4";

/** Oldest supported version: Terraform 1.10 introduced the lock file of the S3 backend. */
export const OLDEST_TERRAFORM = "1.10.0";

/** Versions of the AWS provider for which the configuration is valid; `below` is excluded. */
export const SUPPORTED_PROVIDERS = { from: "5.100.0", below: "7.0.0" } as const;

/** True for `1.2.3`, false for a pre-release such as `1.2.3-beta1`. */
export function isRelease(version: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(version);
}

/** Negative if `left` is the older release, positive if it is the newer one. */
export function compareReleases(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  const difference = a!.map((part, index) => part - b![index]!).find((part) => part !== 0);
  return difference ?? 0;
}

/** True if the configuration is valid for this version of the AWS provider. */
export function isSupportedProvider(version: string): boolean {
  const { from, below } = SUPPORTED_PROVIDERS;
  return isRelease(version) && compareReleases(version, from) >= 0 && compareReleases(version, below) < 0;
}
