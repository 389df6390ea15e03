import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import { failedError } from "../../runner/command/exit-codes";
import type { Terraform } from "../../runner/terraform/terraform";
import { eventDiagnostics, JSON_OPTIONS } from "../../runner/terraform/events";
import { AppliedStack, type TerraformState } from "../applied-stack";
import type { ValueObject } from "../provider/values";
import { withRehearsalWorkspace, withSession, type RehearsalWorkspace, type Session } from "../session";
import { databasesIn } from "./instance-commands";
import { DrillError, type Attributes, type DrillState, type DrilledStack } from "./drill-state";
import { namesIn, pairIn, type DrilledEnvironment, type DrilledSystem, type Pair } from "./drilled-system";
import { blocksOf, namesOf, renamed, withTexts, type PageBlock } from "./page";
import { runBlock } from "./run-block";
import { untrue } from "./statements";

export interface DrillResult {
  /** Names and outcomes of plans that the returned page has corrected, as `line: message`. */
  readonly outdated: readonly string[];
  /** Steps that cannot do what the page says, as `line: message`. */
  readonly problems: readonly string[];
  /** The page with the names of the environments and the outcomes of its plans. */
  readonly page: string;
}

export interface DrillRequest {
  readonly terraform: Terraform;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly system: DrilledSystem;
  readonly page: string;
  readonly print: (line: string) => void;
}

/** Sections whose blocks are run, in this order. Others are read by people only. */
const SECTIONS = ["Steps", "Return"];

/**
 * Rehearses a failover runbook with the stand-in provider: deploys an environment and its standby, and then does what
 * the blocks of the page say.
 *
 * @returns undefined if no environment has a standby.
 */
export async function drill(request: DrillRequest): Promise<DrillResult | undefined> {
  const { system, print } = request;
  const pair = system.pair ?? pairIn(system.environments);
  if (!pair) return undefined;
  const { outdated, page } = checkNames(request.page, system.environments, pair);
  const blocks = readBlocks(page);
  if (blocks instanceof DrillError) return { outdated, problems: [blocks.message], page };
  return withDeployedPair(request, pair, async (state) => {
    const found = await runBlocks(system, state, blocks, print);
    const missing = found.complete ? openEnds(state) : [];
    return {
      outdated: [...outdated, ...found.outdated],
      problems: [...found.problems, ...missing],
      page: withTexts(page, found.texts),
    };
  });
}

/** Changes for the failover that the return has to undo. */
function openEnds({ disabledStages, switched, pair }: DrillState): string[] {
  const stages = [...disabledStages].map((stage) => `Return: ${stage} is never enabled again`);
  return switched ? [...stages, `Return: the switch never returns the traffic to ${pair.lost.name}`] : stages;
}

function readBlocks(page: string): PageBlock[] | DrillError {
  try {
    return runnableBlocks(page);
  } catch (error) {
    if (error instanceof DrillError) return error;
    throw error;
  }
}

/** Compares the names of a runbook with the environments. Without a standby, rows that only a standby has stay. */
export function checkNames(
  page: string,
  environments: readonly DrilledEnvironment[],
  pair = pairIn(environments),
): DrillResult {
  const names = namesIn(environments, pair);
  const present = namesOf(page);
  const wrong = Object.entries(present).filter(([name, value]) => name in names && names[name] !== value);
  const outdated = wrong.map(([name, value]) => `Names: ${name} is ${value}; in environments/ ${names[name]!}`);
  return { outdated, problems: [], page: renamed(page, { ...present, ...names }) };
}

/** Blocks of the page that the drill runs. */
export function runnableBlocks(page: string): PageBlock[] {
  return blocksOf(page).filter(({ section }) => SECTIONS.includes(section));
}

/** Deploys an environment and its standby with the stand-in provider, and removes them when `use` returns or throws. */
export function withDeployedPair<T>(
  { terraform, env, system, print }: Omit<DrillRequest, "page">,
  pair: Pair,
  use: (state: DrillState) => Promise<T>,
): Promise<T> {
  const synthesized = system.synthesize(system.environments);
  const stacks = [pair.lost, pair.standby].map(({ name }) => synthesized.find((one) => one.name === name)!);
  const records = new Map<string, ValueObject & Attributes>();
  const run = (workspace: RehearsalWorkspace) =>
    withDeployed(workspace, stacks, print, (deployed) =>
      use(initialState(system, pair, synthesized, deployed, records)),
    );
  return withRehearsalWorkspace(terraform, stacks, env, run, { existing: records });
}

function initialState(
  system: DrilledSystem,
  pair: Pair,
  synthesized: readonly SynthesizedStack[],
  stacks: ReadonlyMap<string, DrilledStack>,
  records: DrillState["records"],
): DrillState {
  return {
    pair,
    stacks,
    environments: system.environments,
    synthesized,
    values: new Map(),
    initialized: new Set(),
    disabledStages: new Set(),
    databases: new Set(databasesIn(synthesized)),
    snapshots: new Set(),
    switched: false,
    released: false,
    stopped: new Set(),
    records,
    document: undefined,
  };
}

/** Opens a session for each stack, one within the other, and deploys the stacks. */
async function withDeployed<T>(
  workspace: RehearsalWorkspace,
  [first, ...rest]: readonly SynthesizedStack[],
  print: (line: string) => void,
  use: (deployed: ReadonlyMap<string, DrilledStack>) => Promise<T>,
  deployed: ReadonlyMap<string, DrilledStack> = new Map(),
): Promise<T> {
  if (!first) return use(deployed);
  // The standby will have the resource types of the lost environment.
  const configs = workspace.stacks.map(({ config }) => config);
  return withSession(workspace, first.name, configs, async (session) => {
    await session.configure(first.config);
    const output = await session.run("apply", ...JSON_OPTIONS, "-auto-approve");
    const errors = eventDiagnostics("apply", output).filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw failedError(errors.map(({ summary }) => `${first.name}: ${summary}`).join("\n"));
    print(`deployed ${first.name}`);
    const stack = drilledStack(session, path.join(workspace.root, "stacks", first.name), first.name);
    return withDeployed(workspace, rest, print, use, new Map([...deployed, [first.name, stack]]));
  });
}

interface StateFile {
  serial: number;
  readonly resources: readonly { readonly type: string; readonly instances: { attributes: Attributes }[] }[];
}

function drilledStack(session: Session, folder: string, name: string): DrilledStack {
  return {
    session,
    applied: async () =>
      new AppliedStack(name, JSON.parse((await session.run("show", "-json")).stdout) as TerraformState),
    edit: async (type, change) => {
      const state = JSON.parse((await session.run("state", "pull")).stdout) as StateFile;
      const instances = state.resources.filter((one) => one.type === type).flatMap((one) => one.instances);
      instances.forEach((instance) => (instance.attributes = change(instance.attributes)));
      state.serial += 1;
      await fs.writeFile(path.join(folder, "edited.tfstate"), JSON.stringify(state));
      const { code, stderr } = await session.run("state", "push", "edited.tfstate");
      if (code !== 0) throw new DrillError(stderr.trim());
    },
  };
}

interface BlockResults extends Omit<DrillResult, "page"> {
  /** Outcomes of plans, by the block that shows them. */
  readonly texts: ReadonlyMap<PageBlock, string>;
  /** Every block could do what it says. */
  readonly complete: boolean;
}

/** Runs blocks until one cannot do what it says. Outcomes that differ are collected. */
export async function runBlocks(
  system: DrilledSystem,
  state: DrillState,
  blocks: readonly PageBlock[],
  print: (line: string) => void,
): Promise<BlockResults> {
  const outdated: string[] = [];
  const problems: string[] = [];
  const texts = new Map<PageBlock, string>();
  let outcome: string | undefined;
  try {
    for (const block of blocks) {
      if (block.language === "text") {
        outdated.push(...differences(block, outcome));
        texts.set(block, outcome ?? block.text);
        outcome = undefined;
      } else {
        outcome = await runBetweenPlans(outcome, block, () => runBlock(system, state, block));
        print(`line ${block.line}: done`);
        problems.push(...(await untrue(block, state)).map((statement) => `${block.line}: ${statement}`));
      }
    }
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return { outdated, problems: [...problems, error.message], texts, complete: false };
  }
  return { outdated, problems, texts, complete: true };
}

function differences({ line, text }: PageBlock, outcome: string | undefined): string[] {
  if (outcome === undefined || outcome === text) return [];
  return [`${line}: the outcome of the plan is another one:\n${outcome}`];
}

async function runBetweenPlans(
  outcome: string | undefined,
  { line }: PageBlock,
  run: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    if (outcome !== undefined) throw new Error("the plan before this block needs its outcome in a block of text");
    return await run();
  } catch (error) {
    throw new DrillError(`${line}: ${(error as Error).message}`);
  }
}
