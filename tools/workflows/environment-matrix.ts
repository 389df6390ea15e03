import type { DeployedEnvironment } from "./deployed-environment";
import { expression } from "./steps";

/** Settings of a job that runs once for each environment, with the role of one purpose. */
export function eachEnvironment(
  environments: readonly DeployedEnvironment[],
  purpose: keyof DeployedEnvironment["roles"],
): readonly string[] {
  const rows = environments.flatMap(({ name, region, stacks, roles }) => [
    `      - environment: ${name}`,
    `        region: ${region}`,
    `        role: ${roles[purpose]}`,
    `        stacks: ${stacks.join(" ")}`,
  ]);
  return [
    "strategy:",
    "  fail-fast: false",
    "  matrix:",
    "    include:",
    ...rows,
    "permissions:",
    "  contents: read",
    "  id-token: write",
    "env:",
    `  STACKS: ${expression("matrix.stacks")}`,
    `  SUMMARY: /tmp/summary-${expression("matrix.environment")}.txt`,
  ];
}
