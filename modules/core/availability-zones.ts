import type { AwsRegion } from "./regions";
import type { Rule, Violation } from "./validation/rules";

/**
 * Letters of zones by region (AWS Global Infrastructure, November 2026). Other regions have a, b and c.
 * ap-northeast-1b is not available to accounts created after it was full.
 */
const LETTERS: Partial<Readonly<Record<AwsRegion, string>>> = {
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ca-central-1": "abd",
  "cn-north-1": "abd",
  "us-east-1": "abcdef",
  "us-west-2": "abcd",
};

/** Zones per account where it is less than the number of letters: us-west-1 shows two of its three zones. */
const MOST_ZONES: Partial<Readonly<Record<AwsRegion, number>>> = { "us-west-1": 2 };

/** Accepts names of Availability Zones of a region, as many as an account has there. */
export function zonesOf(region: AwsRegion): Rule<readonly string[]> {
  const letters = LETTERS[region] ?? "abc";
  const most = MOST_ZONES[region] ?? letters.length;
  const names = [...letters].map((letter) => `${region}${letter}`);
  return (zones) => [
    ...zones
      .filter((zone) => !names.includes(zone))
      .map((value): Violation => ({ value, allowed: names.join(", "), fix: `name zones of ${region}` })),
    ...(new Set(zones).size > most
      ? [{ value: zones, allowed: `at most ${most} zones in ${region}`, fix: "remove a zone" }]
      : []),
  ];
}
