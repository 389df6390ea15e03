/** Terraform 1.10 is the first with a lock file in the S3 backend. */
export const OLDEST_TERRAFORM = "1.10.0";

/** The configuration stays valid for AWS providers from the first version up to, and without, the second. */
export const SUPPORTED_PROVIDERS = { from: "5.100.0", below: "7.0.0" } as const;

/** `1.2.3`; builds before a release (`1.2.3-beta1`) are not accepted. */
export function isRelease(version: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(version);
}

/** Negative when `left` is the older release, positive when it is the newer one. */
export function compareReleases(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  const difference = a!.map((part, index) => part - b![index]!).find((part) => part !== 0);
  return difference ?? 0;
}

/** Whether the configuration is valid for this version of the AWS provider. */
export function isSupportedProvider(version: string): boolean {
  const { from, below } = SUPPORTED_PROVIDERS;
  return isRelease(version) && compareReleases(version, from) >= 0 && compareReleases(version, below) < 0;
}
