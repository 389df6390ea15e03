import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..");

/** A line of code, where it would stand, and what the linter should say; nothing where it is allowed. */
type Case = readonly [file: string, code: string, message: RegExp | undefined];

const CASES: readonly Case[] = [
  ["modules/network/extra.ts", 'import { vpc } from "@cdktf/provider-aws";', /The barrel costs 2 s/],
  ["modules/network/extra.ts", 'import { Vpc } from "@cdktf/provider-aws/lib/vpc";', undefined],
  [
    "modules/network/extra.ts",
    'import { Bucket } from "../data";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  [
    "modules/network/extra.ts",
    'import { AwsStack } from "../core/stack";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  ["modules/network/extra.ts", 'import { AwsStack } from "../core";', undefined],
  [
    "modules/edge/cdn/extra.ts",
    'import { WebAcl } from "../firewall";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  [
    "modules/edge/cdn/extra.ts",
    'import { Bucket } from "../../data/storage";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  ["modules/edge/cdn/extra.ts", 'import { AwsStack } from "../../core";', undefined],
  ["modules/edge/dns/health-checks/extra.ts", 'import { HostedZone } from "../hosted-zone";', undefined],
  [
    "modules/edge/dns/health-checks/extra.ts",
    'import { WebAcl } from "../../firewall";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  [
    "modules/edge/dns/health-checks/extra.ts",
    'import { Bucket } from "../../../data/storage";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  ["modules/edge/dns/health-checks/extra.ts", 'import { AwsStack } from "../../../core";', undefined],
  ["modules/core/iam/extra.ts", 'import { AwsStack } from "../stack";', undefined],
  ["modules/core/iam/extra.ts", 'import { Network } from "../../network";', /kernel imports no other folder/],
  ["stacks/extra.ts", 'import { WebAcl } from "../modules/edge/firewall";', undefined],
  ["stacks/extra.ts", 'import { WebAcl } from "../modules/edge/firewall/web-acl";', /Enter a folder by its index/],
  ["stacks/extra.ts", 'import { Topic } from "../modules/messaging/topics";', undefined],
  ["stacks/extra.ts", 'import { GradualDeployment } from "../modules/delivery/deployments";', undefined],
  ["stacks/extra.ts", 'import { Queue } from "../modules/messaging/queue";', /Enter a folder by its index/],
  ["modules/core/extra.ts", 'import { Network } from "../network";', /kernel imports no other folder/],
  ["modules/core/extra.ts", "export const path = process.env.HOME;", /they read no environment/],
  ["environments/extra.ts", 'import { App } from "cdktf";', /Environments are data/],
  ["environments/extra.ts", 'import { z } from "zod";', undefined],
  ["environments/extra.ts", 'import { choice } from "../modules/environment";', undefined],
  ["environments/extra.ts", 'import { Network } from "../modules/network";', /Environments are data/],
  ["modules/environment/extra.ts", 'import { AWS_REGIONS } from "../core";', undefined],
  [
    "modules/environment/extra.ts",
    'import { Network } from "../network";',
    /imports \.\.\/core and \.\.\/environment, and nothing else/,
  ],
  ["stacks/extra.ts", 'import { Network } from "../modules/network/network";', /Enter a folder by its index/],
  [
    "stacks/extra.ts",
    'import { plan } from "../tools/runner/checks/plan";',
    /imports modules, waivers and the environment's type/,
  ],
  ["stacks/extra.ts", 'import { waive } from "../policies";', undefined],
  ["policies/extra.ts", 'import { App } from "cdktf";', /Policies judge plain JSON/],
  ["stacks/extra.ts", 'import { dev } from "../environments/dev";', /Enter a folder by its index/],
  ["stacks/extra.ts", 'import type { Environment } from "../environments";', undefined],
  ["testing/extra.ts", 'import { AwsStack } from "../modules/core";', undefined],
  ["testing/extra.ts", 'import { AppliedStack } from "../tools/rehearsal";', undefined],
  [
    "testing/extra.ts",
    'import { Network } from "../modules/network";',
    /testing imports modules\/core and tools\/rehearsal/,
  ],
  [
    "testing/extra.ts",
    'import { lifecycle } from "../tools/rehearsal/lifecycle";',
    /testing imports modules\/core and tools\/rehearsal/,
  ],
  ["testing/extra.ts", 'import { loadRehearsal } from "../tools/rehearsal/load";', undefined],
  [
    "testing/local/extra.ts",
    'import { AwsStack } from "../../modules/core";',
    /testing\/local imports its own files and packages/,
  ],
  ["testing/local/rest-api/extra.ts", 'import type { Invoke } from "../function";', undefined],
  ["policies/extra.ts", 'import { TestStack } from "../testing";', /Policies judge plain JSON/],
  ["stacks/extra.ts", 'import { TestStack } from "../testing";', /imports modules, waivers/],
  ["tools/runner/checks/extra.ts", 'import { planGate } from "../../../policies";', undefined],
  [
    "tools/runner/checks/extra.ts",
    'import { judge } from "../../../policies/engine/judgement";',
    /Enter policies by its index/,
  ],
  ["tools/runner/checks/extra.ts", 'import { lifecycle } from "../../rehearsal";', /runner is below all other tools/],
  ["tools/runner/checks/extra.ts", 'import { plan } from "../../commands/plan";', /runner is below all other tools/],
  ["tools/runner/checks/extra.ts", 'import { TestStack } from "../../../testing";', /runner is below all other tools/],
  ["tools/runner/checks/extra.ts", 'import { usageError } from "../command/exit-codes";', undefined],
  ["tools/runner/checks/extra.ts", 'import type { TerraformJson } from "../../../modules/core";', undefined],
  [
    "tools/runner/checks/extra.ts",
    'import { Network } from "../../../modules/network";',
    /of these they import modules\/core/,
  ],
  ["tools/rehearsal/change/extra.ts", 'import { plan } from "../../runner/checks/plan";', undefined],
  ["tools/rehearsal/change/extra.ts", 'import { plan } from "../../commands/plan";', /commands combine tools/],
  ["tools/cost/extra.ts", 'import { lifecycle } from "../rehearsal";', /commands combine tools/],
  ["tools/report/extra.ts", 'import { estimate } from "../cost/estimate";', undefined],
  [
    "tools/report/extra.ts",
    'import { withMoto } from "../emulation/moto";',
    /The report imports cost and diagram only/,
  ],
  ["tools/cost/extra.ts", 'import { attest } from "../attest/attest";', /commands combine tools/],
  ["tools/benchmark/extra.ts", 'import { RULES } from "../../policies/rules";', /Enter policies by its index/],
  ["tools/emulation/extra.ts", 'import { synthesizeStack } from "../../testing";', undefined],
  ["tools/commands/extra.ts", 'import { rehearseStacks } from "../rehearsal";', undefined],
  ["tools/commands/extra.ts", 'import { withMoto } from "../emulation/moto";', undefined],
  [
    "tools/commands/extra.ts",
    'import { lifecycle } from "../rehearsal/lifecycle";',
    /Enter the rehearsal by its index/,
  ],
  [
    "tools/commands/extra.ts",
    'import { judge } from "../../policies/engine/judgement";',
    /Enter policies by its index/,
  ],
  ["tests/stacks/extra.ts", 'import { environments } from "../../environments";', /belong to adopters/],
  ["tests/stacks/extra.ts", 'import { environments } from "../fixtures/environments";', undefined],
  ["tests/stacks/extra.ts", 'import type { Environment } from "../../environments";', undefined],
  ["tests/snapshots/extra.ts", 'import { environments } from "../../environments";', undefined],
  ["examples/shop/main.ts", 'import { synthesize } from "groundplan/core";', undefined],
  ["examples/shop/stacks/extra.ts", 'import { Network } from "groundplan/network";', undefined],
  ["examples/shop/stacks/extra.ts", 'import type { Environment } from "../environments";', undefined],
  ["examples/shop/stacks/shop/extra.ts", 'import type { Environment } from "../../environments";', undefined],
  ["examples/shop/stacks/extra.ts", 'import { TerraformOutput } from "cdktf";', undefined],
  ["examples/shop/main.ts", 'import { synthesize } from "../../modules/core";', /An example imports public names/],
  ["examples/shop/main.ts", 'import { other } from "../other/main";', /An example imports public names/],
  ["examples/shop/stacks/extra.ts", 'import { AwsStack } from "../../../modules/core";', /imports public names/],
  ["examples/shop/stacks/shop/extra.ts", 'import { AwsStack } from "../../../../modules/core";', /public names/],
  ["examples/shop/stacks/extra.ts", 'import { Vpc } from "@cdktf/provider-aws/lib/vpc";', /imports public names/],
  ["examples/shop/stacks/extra.ts", "export const path = process.env.HOME;", /they read no environment/],
  ["examples/saas/functions/http/extra.ts", 'import { RestRequest } from "groundplan/api/handlers";', undefined],
  ["examples/saas/functions/http/extra.ts", 'import { AwsStack } from "groundplan/core";', /Programs of an example/],
  [
    "examples/saas/functions/extra.ts",
    'import { other } from "groundplan/api/handlers/other";',
    /Programs of an example/,
  ],
  ["examples/shop/tests/extra.ts", 'import { prod } from "../environments/prod";', /belong to adopters/],
  ["examples/shop/tests/extra.ts", 'import { environments } from "../environments";', /belong to adopters/],
  ["examples/shop/tests/extra.ts", 'import { environmentProblems } from "../environments";', undefined],
  ["examples/shop/tests/extra.ts", 'import { prod } from "./fixtures/environments";', undefined],
  ["examples/shop/tests/extra.ts", 'import { exampleStack } from "../../../tests/support/synthesized";', undefined],
  ["main.ts", 'import { dev } from "./environments/dev";', /Enter a folder by its index/],
];

/** Lints all cases in one process, since loading the linter takes longer than using it. */
function lint(cases: readonly Case[]): string[][] {
  const program = `
    import { ESLint } from "eslint";
    import tseslint from "typescript-eslint";
    const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
    const messages = [];
    for (const [filePath, code] of ${JSON.stringify(cases)}) {
      const [{ messages: found }] = await eslint.lintText(code, { filePath });
      messages.push(found.filter(({ ruleId }) => ruleId?.startsWith("no-restricted")).map(({ message }) => message));
    }
    console.log(JSON.stringify(messages));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    encoding: "utf8",
  });
  return JSON.parse(output) as string[][];
}

describe("the import rules", () => {
  const found = lint(CASES);

  test.each(CASES.map(([file, code, message], position) => ({ file, code, message, position })))(
    "judge $code in $file",
    ({ message, position }) => {
      expect(found[position]).toEqual(message ? [expect.stringMatching(message)] : []);
    },
  );
});
