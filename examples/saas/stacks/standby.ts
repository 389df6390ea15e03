import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { Environment } from "../environments";
import { createStandbyContext } from "./environment/context";
import { journeysOf } from "./environment/journeys";
import { createMonitoring, createSeverities } from "./environment/monitoring";
import { createStores } from "./environment/region";
import { createService } from "./environment/service";
import { copyOfDocuments } from "./environment/storage";
import { stackPropsOf } from "./names";

/**
 * The passive region of one environment, built by the functions of the main one, with a state of its own region. It
 * follows the data of the main region and serves when `active` says so.
 */
export class StandbyStack extends AwsStack<"us-west-2"> {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, stackPropsOf(environment, "us-west-2", environment.name));
    const context = createStandbyContext(this, environment);
    const stores = createStores(context, copyOfDocuments(context));
    const service = createService(context);
    const journeys = journeysOf(context, { stores, service, data: [], site: [] });
    createMonitoring(context, createSeverities(context, service.messaging), journeys);
  }
}
