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

/**
 * True if a release meets a version constraint of Terraform, such as `~> 6.0` or `>= 5.40, < 7`. The empty constraint
 * allows every release.
 */
export function satisfies(version: string, constraint: string): boolean {
  const parts = constraint.split(",").map((part) => part.trim());
  return parts.filter(Boolean).every((part) => {
    const [, operator = "=", bound = ""] = /^([<>=!~]*)\s*v?([\d.]+)$/.exec(part) ?? [];
    const comparison = compareReleases(version, padded(bound));
    if (operator === "~>") return comparison >= 0 && compareReleases(version, nextAfter(bound)) < 0;
    return (
      {
        ">=": comparison >= 0,
        "<=": comparison <= 0,
        ">": comparison > 0,
        "<": comparison < 0,
        "!=": comparison !== 0,
      }[operator] ?? comparison === 0
    );
  });
}

function padded(version: string): string {
  return [...version.split("."), "0", "0"].slice(0, 3).join(".");
}

/** The first release that `~>` excludes: 7.0.0 for 6.1, 6.2.0 for 6.1.3. */
function nextAfter(version: string): string {
  const parts = version.split(".").map(Number);
  const kept = parts.slice(0, Math.max(parts.length - 1, 1));
  return padded([...kept.slice(0, -1), kept.at(-1)! + 1].join("."));
}
