import type { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import type { Construct } from "constructs";
import { AwsStack, Validation, arn, requireProps, satisfying } from "../../core";

/** Layers of a function (Lambda quota). */
const MAX_LAYERS = 5;

/** Adds a layer version to a function. @throws InputError when Lambda would refuse it. */
export function addLayer(fn: Construct, lambda: LambdaFunction, layerVersionArn: string): void {
  const { id, scope } = fn.node;
  requireProps(scope!, id, { layerVersionArn }, { layerVersionArn: "string" });
  const layers = lambda.layersInput ?? [];
  const layerOf = (version: string): string => version.replace(/:\d+$/, "");
  new Validation(scope!, id)
    .apply(
      "layerVersionArn",
      layerVersionArn,
      arn(
        { of: "a layer version", service: "lambda", resource: /layer:[\w-]+:\d+/, region: AwsStack.of(fn).region },
        "publish the layer in the function's region",
      ),
      satisfying(
        (added) => !layers.map(layerOf).includes(layerOf(added)),
        "one version of each layer",
        "remove one version",
      ),
    )
    .check(
      layers.length < MAX_LAYERS,
      "layerVersionArn",
      layerVersionArn,
      "five layers",
      "bundle the code of one layer",
    )
    .throwIfInvalid();
  lambda.layers = [...layers, layerVersionArn];
}
