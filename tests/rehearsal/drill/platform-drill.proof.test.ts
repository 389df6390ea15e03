import fs from "node:fs";
import path from "node:path";
import { environmentProblems } from "../../../environments";
import { createStacks } from "../../../stacks";
import { drilledPlatform } from "../../../tools/commands/drill";
import { runBlocks, runnableBlocks, withDeployedPair } from "../../../tools/rehearsal/drill/drill";
import { pageNames, pairIn } from "../../../tools/rehearsal/drill/drilled-system";
import type { DrillState } from "../../../tools/rehearsal/drill/drill-state";
import { namesOf, renamed, type PageBlock } from "../../../tools/rehearsal/drill/page";
import { thisMachine } from "../../../tools/runner/command/machine";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { environments as others, prodDr, tooling } from "../../fixtures/environments";
import { describeWith } from "../../support/with-tool";

const page = fs.readFileSync(path.resolve(__dirname, "../../../docs/runbooks/failover.md"), "utf8");
const environments = [...others, prodDr];
const system = drilledPlatform({ environments, tooling, environmentProblems, createStacks } as Parameters<
  typeof drilledPlatform
>[0]);

/** A wrong step: text of the page, its replacement, and what the drill says. The steps before it are the page's. */
interface Fault {
  readonly text: string | RegExp;
  readonly replacement: string;
  readonly problem: RegExp;
}

/** Faults by a word of the block that they change; each is found before its step changes anything. */
const FAULTS: readonly Fault[] = [
  {
    text: /aws codepipeline disable[^\n]*frontend --stage-name Publish-prod-dr[^\n]*\n[^\n]*/,
    replacement: "",
    problem: /Publish-prod-dr still deploys/,
  },
  { text: "[?Status==`COMPLETED`]", replacement: "", problem: /not COMPLETED/ },
  {
    text: "--backup-vault-name groundplan-prod-recovery",
    replacement: "--backup-vault-name groundplan-prod",
    problem: /allowed: groundplan-prod-recovery/,
  },
  { text: "<EngineVersion>", replacement: "16.8", problem: /engine_version: got 16\.8; allowed: 16\.99/ },
  { text: 'operation: "active",', replacement: "", problem: /restoreFrom/ },
  {
    text: "terraform -chdir=cdktf.out/stacks/prod-dr init -input=false\n",
    replacement: "",
    problem: /after terraform init/,
  },
  {
    text: "output -raw distribution-id",
    replacement: "output -raw distribution",
    problem: /allowed: .*distribution-id/,
  },
  { text: "--alias shop.example.com", replacement: "--alias www.example.com", problem: /--alias: got www/ },
];

/** The blocks from the one with the fault to the outcome of the next plan, or to the end of the step. */
function faulty(blocks: readonly PageBlock[], position: number, { text, replacement }: Fault): PageBlock[] {
  const changed = { ...blocks[position]!, text: blocks[position]!.text.replace(text, replacement) };
  const end =
    changed.language === "ts" ? blocks.findIndex(({ language }, at) => at > position && language === "text") : position;
  return [changed, ...blocks.slice(position + 1, end + 1)];
}

/** A state whose changes the steps of the page do not see. */
function copyOf(state: DrillState): DrillState {
  const { values, initialized, disabledStages } = state;
  return {
    ...state,
    values: new Map(values),
    initialized: new Set(initialized),
    disabledStages: new Set(disabledStages),
  };
}

const holds = ({ text }: Fault, block: PageBlock): boolean =>
  typeof text === "string" ? block.text.includes(text) : text.test(block.text);

describeWith("terraform", "that the drill finds wrong steps of the failover runbook")("the failover runbook", () => {
  test("can be done as it is, and with none of its steps otherwise", async () => {
    const machine = thisMachine();
    const terraform = await Terraform.find(machine, new AbortController().signal);
    const pair = pairIn(environments)!;
    expect(Object.keys(namesOf(page))).toEqual(Object.keys(pageNames(pair)));
    const blocks = runnableBlocks(renamed(page, pageNames(pair)));
    const found: Fault[] = [];
    const print = () => undefined;
    await withDeployedPair({ terraform, env: machine.env, system, print }, pair, async (state) => {
      for (const [position, block] of blocks.entries()) {
        for (const fault of FAULTS.filter((one) => !found.includes(one) && holds(one, block))) {
          const { problems } = await runBlocks(system, copyOf(state), faulty(blocks, position, fault), print);
          expect(problems.join("\n")).toMatch(fault.problem);
          found.push(fault);
        }
        // The steps after the move of the domain are those of `npm run drill`.
        if (block.text.includes("associate-alias")) break;
        const following = blocks[position + 1];
        if (block.language === "text") continue;
        const step = following?.language === "text" ? [block, following] : [block];
        expect(await runBlocks(system, state, step, print)).toMatchObject({ outdated: [], problems: [] });
      }
    });
    expect(found).toHaveLength(FAULTS.length);
  }, 600_000);
});
