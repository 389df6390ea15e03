import type { TerraformBlock } from "../../../modules/core";
import type { CommandLine } from "./command-line";
import { DrillError, configured, expectOneOf, type DrillState } from "./drill-state";

interface PipelineStages {
  readonly name: string;
  readonly region: string;
  readonly stages: readonly string[];
}

function pipelinesIn(state: DrillState): PipelineStages[] {
  return configured(state, "aws_codepipeline").map(({ region, block }) => ({
    name: String(block["name"]),
    region,
    stages: (block["stage"] as readonly TerraformBlock[]).map((stage) => String(stage["name"])),
  }));
}

/** `aws codepipeline disable-stage-transition` and `enable-stage-transition`. */
export function changeTransition(state: DrillState, { words, options }: CommandLine): void {
  const disables = words[2] === "disable-stage-transition";
  const pipelines = pipelinesIn(state);
  const { "pipeline-name": name, "stage-name": stage, region, "transition-type": type, reason } = options;
  expectOneOf(
    "--pipeline-name",
    name,
    pipelines.map((pipeline) => pipeline.name),
  );
  const pipeline = pipelines.find((one) => one.name === name)!;
  expectOneOf("--stage-name", stage, pipeline.stages);
  expectOneOf("--region", region, [pipeline.region]);
  expectOneOf("--transition-type", type, ["Inbound"]);
  if (disables && !reason) throw new DrillError("--reason: CodePipeline demands one");
  const transition = `${name!} ${stage!}`;
  if (disables) state.disabledStages.add(transition);
  else if (!state.disabledStages.delete(transition)) throw new DrillError(`${transition} was not disabled`);
}

/**
 * Stages that still deploy to the lost environment or the standby. A disabled stage also stops the stages behind it.
 */
export function openStages(state: DrillState): string[] {
  const names = [state.pair.lost.name, state.pair.standby.name];
  const deploys = (stage: string): boolean =>
    names.some((name) => new RegExp(`^(?:Apply|Publish)-${name}$`).test(stage));
  return pipelinesIn(state).flatMap(({ name, stages }) =>
    stages
      .filter(deploys)
      .map((stage) => `${name} ${stage}`)
      .filter((one) => !state.disabledStages.has(one)),
  );
}
