import { commandsIn, type CommandLine } from "./command-line";
import { describeSnapshot, findRecoveryPoint } from "./data-commands";
import { associateAlias, changeRecords } from "./domain-commands";
import { DrillError, filled, resolved, type DrillState } from "./drill-state";
import { settingsIn, withSettings } from "./environment-settings";
import { copySnapshot, createSnapshot, describeInstance, renameInstance, syncBuckets } from "./instance-commands";
import type { DrilledSystem } from "./drilled-system";
import type { PageBlock } from "./page";
import { changeTransition } from "./pipeline-commands";
import { putSwitch, readQueue, removeProvisioned, stopFunction } from "./service-commands";
import { runTerraform } from "./terraform-commands";

type Run = (state: DrillState, command: CommandLine) => void | Promise<string | undefined | void>;

/** Commands of the AWS CLI that the page may contain, by their first words. */
const AWS: Readonly<Record<string, Run>> = {
  "aws codepipeline disable-stage-transition": changeTransition,
  "aws codepipeline enable-stage-transition": changeTransition,
  "aws backup list-recovery-points-by-backup-vault": findRecoveryPoint,
  "aws rds describe-db-cluster-snapshots": describeSnapshot,
  "aws rds describe-db-instances": describeInstance,
  "aws rds create-db-snapshot": createSnapshot,
  "aws rds copy-db-snapshot": copySnapshot,
  "aws rds modify-db-instance": renameInstance,
  "aws s3 sync": syncBuckets,
  "aws cloudwatch put-metric-data": putSwitch,
  "aws lambda delete-provisioned-concurrency-config": removeProvisioned,
  "aws lambda put-function-concurrency": stopFunction,
  "aws sqs get-queue-attributes": readQueue,
  "aws cloudfront associate-alias": associateAlias,
  "aws route53 change-resource-record-sets": changeRecords,
};

/** Commands that synthesize the platform, and an example in its folder. */
const SYNTHESIS = ["npm run synth", "npx cdktf synth"];

/**
 * Does what a block of the page says.
 *
 * @returns the outcome of the block's last plan, if it has one.
 * @throws DrillError if a command cannot do what the page says.
 */
export async function runBlock(
  system: DrilledSystem,
  state: DrillState,
  block: PageBlock,
): Promise<string | undefined> {
  if (block.language === "json") state.document = JSON.parse(filled(block.text, state.values));
  if (block.language === "ts") changeSettings(state, block.text);
  let outcome: string | undefined;
  for (const command of block.language === "sh" ? commandsIn(block.text) : []) {
    outcome = (await runCommand(system, state, command)) ?? outcome;
  }
  return outcome;
}

function changeSettings(state: DrillState, text: string): void {
  const change = settingsIn(resolved(text, state));
  if (!state.environments.some(({ name }) => name === change.environment)) {
    throw new DrillError(`environments/${change.environment}.ts: no such environment`);
  }
  state.environments = withSettings(state.environments, change);
}

async function runCommand(system: DrilledSystem, state: DrillState, command: CommandLine): Promise<string | undefined> {
  const { words, text } = command;
  try {
    if (words[0] === "terraform") return await runTerraform(state, command);
    if (SYNTHESIS.includes(text)) state.synthesized = system.synthesize(state.environments);
    else await actionOf(words)(state, command);
    return undefined;
  } catch (error) {
    throw new DrillError(`${words.slice(0, 3).join(" ")}: ${(error as Error).message}`);
  }
}

function actionOf(words: readonly string[]): Run {
  const name = words.slice(0, 3).join(" ");
  // A request to the deployed site, which the stand-in provider does not have.
  if (words[0] === "curl") return (state, { text }) => void resolved(text, state);
  const action = AWS[name];
  if (!action) throw new DrillError(`the drill does not know this command; allowed: ${Object.keys(AWS).join(", ")}`);
  return action;
}
