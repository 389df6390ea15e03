import type { CloudwatchEventTargetConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { TargetInput } from "./target-settings";

type InputArguments = Pick<CloudwatchEventTargetConfig, "input" | "inputPath" | "inputTransformer">;

/** Arguments of a target for the content that it receives. */
export function inputArguments(input?: TargetInput): InputArguments {
  if (!input) return {};
  if ("path" in input) return { inputPath: input.path };
  if ("constant" in input) return { input: JSON.stringify(input.constant) };
  return { inputTransformer: { inputPaths: { ...input.paths }, inputTemplate: input.template } };
}
