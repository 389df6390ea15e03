import type { PipelineStage } from "../../modules/delivery";
import type { DeliveryEnvironment } from "./context";

/** Stages that deploy one change to every environment in order, with an approval before production. */
export function promotionStages(
  environments: readonly DeliveryEnvironment[],
  message: (environment: DeliveryEnvironment) => string,
  stageOf: (environment: DeliveryEnvironment) => PipelineStage,
): PipelineStage[] {
  return environments.flatMap((environment) => [
    ...(environment.stage === "production" ? [approval(environment.name, message(environment))] : []),
    stageOf(environment),
  ]);
}

function approval(environment: string, message: string): PipelineStage {
  return { name: `Approve-${environment}`, action: { type: "approval", message } };
}
