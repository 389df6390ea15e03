import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  arn,
  each,
  eachNamed,
  inRegion,
  isKnown,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  referenceIn,
  satisfying,
  topicArn,
  type Rule,
  type Violation,
} from "../../core";
import { plainTextVariables } from "./build-variables";
import {
  SOURCE_ARTIFACT,
  SOURCE_STAGE,
  pipelineRoleName,
  type BuildAction,
  type DeployAction,
  type PipelineProps,
  type PipelineStage,
} from "./pipeline-props";

/** CodePipeline service quotas: 50 stages including the source, and 8 patterns in a filter. */
const MAX_STAGES = 49;
const MAX_PATHS = 8;
/** Connections of other regions are accepted: the documentation of CodePipeline does not exclude them. */
const CONNECTION = {
  of: "a connection",
  service: "(?:codestar-connections|codeconnections)",
  resource: /connection\/[\w-]+/,
};
const PROJECT = { of: "a build project", service: "codebuild", resource: /project\/[\w-]+/ };

/**
 * Checks the limits of `CreatePipeline`.
 *
 * @throws InputError with every problem of the props.
 */
export function validatePipeline(scope: Construct, id: string, props: PipelineProps): void {
  requireProps(scope, id, props, {
    name: "string",
    artifactBucket: "object",
    key: "object",
    source: { connectionArn: "string", repository: "string", branch: "string" },
    stages: "list",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      executionMode: oneOf<string>(["superseded", "queued"], "choose one"),
      name: physicalName("pipeline name"),
      key: inRegion(region),
      notifications: referenceIn(region, "topicArn", topicArn),
      "source.connectionArn": arn(CONNECTION, "pass connectionArn of a SourceConnection"),
      "source.repository": matching(
        /^[\w.-]+(?:\/[\w.-]+)+$/,
        "owner/name",
        "copy it from the address of the repository",
      ),
      "source.branch": matching(
        /^(?!-)[\w./-]{1,255}$/,
        "the name of one branch, without wildcards",
        "name the branch that deploys",
      ),
      "source.paths": [
        numberOf("patterns", MAX_PATHS, "join patterns, or omit them"),
        each(matching(/^[^\s/][^\s]{0,254}$/, "a path from the repository's root", "reword it")),
      ],
      stages: [connectedStages(), eachNamed(({ name }) => name, targetsIn(region))],
    })
    .props({ name: pipelineRoleName(props.name) }, { name: physicalName("role name") })
    .throwIfInvalid();
}

function numberOf(elements: string, max: number, fix: string): Rule<readonly string[]> {
  return satisfying(({ length }) => length > 0 && length <= max, `1 to ${max} ${elements}`, fix);
}

/** Accepts actions whose project or topic is in the region of the pipeline. */
function targetsIn(region: string): Rule<PipelineStage> {
  const projectArn = (): Rule<string> => arn({ ...PROJECT, region }, "build with a project of the pipeline's region");
  const project = referenceIn(region, "projectArn", projectArn);
  const below = (place: string) => (violation: Violation) => ({ ...violation, below: place + (violation.below ?? "") });
  return ({ action }) => {
    if (action.type === "build") return project(action.project).map(below(".project"));
    if (action.type === "deploy") return [];
    const { topicArn: value } = action;
    return value === undefined || !isKnown(value) ? [] : topicArn(region)(value).map(below(".topicArn"));
  };
}

/** Accepts stages with names of their own whose inputs are outputs of earlier ones. */
function connectedStages(): Rule<readonly PipelineStage[]> {
  const count = numberOf("stages after the source", MAX_STAGES, "list the stages of the pipeline");
  return (stages) => [
    ...violations(
      "",
      stages.map(({ name }) => name),
      count,
    ),
    ...stages.flatMap((stage, position) => stageViolations(stage, stages.slice(0, position))),
  ];
}

/** Applies a rule to a known part of the stages. */
function violations<Value>(below: string, value: Value | undefined, rule: Rule<Value>): Violation[] {
  if (value === undefined || !isKnown(value)) return [];
  return rule(value).map((violation) => ({ value, ...violation, below }));
}

function stageViolations({ name, action }: PipelineStage, earlier: readonly PipelineStage[]): Violation[] {
  const names = [SOURCE_STAGE, ...earlier.map((stage) => stage.name)];
  const pattern = matching(/^[\w.@-]{1,100}$/, "at most 100 letters, digits, ., @, _ and -", "rename the stage");
  const message = matching(/^.{1,1000}$/s, "1 to 1000 characters", "tell the approver what to check");
  return [
    ...violations("", name, pattern),
    ...violations("", name, noneOf(names, "a name that no other stage has", "rename the stage")),
    ...(action.type === "approval" ? violations(`.${name}.message`, action.message, message) : []),
    ...(action.type === "build" ? buildViolations(`.${name}`, action, earlier.flatMap(outputOf)) : []),
    ...(action.type === "deploy" ? deployViolations(`.${name}`, action, earlier.flatMap(outputOf)) : []),
  ];
}

/** CodePipeline refuses an action with the same artifact twice. */
function deployViolations(place: string, { input, image }: DeployAction, outputs: readonly string[]): Violation[] {
  const output = oneOf(outputs, "name the output of an earlier stage");
  return [
    ...violations(`${place}.input`, input, output),
    ...violations(`${place}.image`, image, output),
    ...violations(`${place}.image`, image, noneOf([input], "another artifact than input", "keep both apart")),
  ];
}

function noneOf(names: readonly string[], allowed: string, fix: string): Rule<string> {
  return satisfying((name) => !names.includes(name), allowed, fix);
}

function outputOf({ action }: PipelineStage): string[] {
  return action.type === "build" && action.output !== undefined ? [action.output] : [];
}

function buildViolations(place: string, action: BuildAction, outputs: readonly string[]): Violation[] {
  const { input, output, environment, namespace } = action;
  const artifacts = [SOURCE_ARTIFACT, ...outputs];
  const pattern = matching(/^[\w-]{1,100}$/, "at most 100 letters, digits, _ and -", "rename it");
  return [
    ...violations(`${place}.input`, input, oneOf(artifacts, "name the output of an earlier stage")),
    ...violations(`${place}.output`, output, pattern),
    ...violations(`${place}.output`, output, noneOf(artifacts, "a name that no other artifact has", "rename it")),
    ...violations(
      `${place}.namespace`,
      namespace,
      matching(/^[A-Za-z0-9@_-]{1,100}$/, "at most 100 letters, digits, @, _ and -", "rename it"),
    ),
    ...violations(`${place}.environment`, environment, plainTextVariables()),
  ];
}
