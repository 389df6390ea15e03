import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  each,
  inRegion,
  integer,
  logRetention,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
} from "../../core";
import { BUILD_COMPUTE_TYPES, buildLogGroupName, buildRoleName, type BuildProjectProps } from "./build-project-props";
import { folderBelowSource, shellCommands } from "./build-spec";
import { plainTextVariables } from "./build-variables";

const MANAGED_IMAGE = /^aws\/codebuild\/(?:amazonlinux-(?:x86_64|aarch64)-standard|standard):\d+\.\d+$/;

/**
 * Checks the limits of `CreateProject`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateBuildProject(scope: Construct, id: string, props: BuildProjectProps): void {
  requireProps(scope, id, props, {
    name: "string",
    description: "string",
    buildSpec: { build: "list" },
    logKey: "object",
    artifactKey: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      description: matching(/^.{1,255}$/, "1 to 255 characters in one line", "describe the build"),
      computeType: oneOf(BUILD_COMPUTE_TYPES, "choose a size"),
      image: matching(
        MANAGED_IMAGE,
        "a managed Linux image of CodeBuild with its version",
        "choose one such as aws/codebuild/amazonlinux-aarch64-standard:3.0",
      ),
      timeoutMinutes: integer(5, 2_160, "choose the duration of the longest build"),
      regional: providerOfRegion(),
      name: physicalName("build project name"),
      logRetentionDays: logRetention(),
      logKey: inRegion(region),
      artifactKey: inRegion(region),
      "buildSpec.build": [nonEmpty("at least one command", "list the commands of the build"), shellCommands()],
      "buildSpec.install": shellCommands(),
      "buildSpec.artifactFolder": folderBelowSource(),
      "buildSpec.exportedVariables": each(matching(/^[A-Za-z_]\w*$/, "letters, digits and _", "rename the variable")),
      environment: plainTextVariables(),
    })
    .props({ name: buildRoleName(props.name) }, { name: physicalName("role name") })
    .props({ name: buildLogGroupName(props.name) }, { name: physicalName("log group name") })
    .throwIfInvalid();
}
