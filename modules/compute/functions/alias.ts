import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import type { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaProvisionedConcurrencyConfig } from "@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config";
import type { Construct, IConstruct } from "constructs";
import { resourcesIn } from "../../core";
import { ALIAS } from "./function-props";

/** Party that selects the version of an alias after its creation. */
export type AliasMover = "terraform" | "code-deploy";

/** Creates the alias that callers invoke. */
export function createAlias(scope: Construct, { functionName, version }: LambdaFunction): LambdaAlias {
  return new LambdaAlias(scope, "alias", {
    name: ALIAS,
    description: "The version that serves",
    functionName,
    functionVersion: version,
  });
}

/** Keeps execution environments of the alias initialized, once the constructs of `precedents` are complete. */
export function provisionConcurrency(
  scope: Construct,
  { functionName, name: qualifier }: LambdaAlias,
  provisionedConcurrentExecutions: number,
  precedents: readonly IConstruct[],
): void {
  if (provisionedConcurrentExecutions === 0) return;
  const settings = { functionName, qualifier, provisionedConcurrentExecutions };
  const config = new LambdaProvisionedConcurrencyConfig(scope, "provisioned-concurrency", settings);
  config.dependsOn = resourcesIn(precedents);
}
