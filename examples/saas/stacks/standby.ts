import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { Environment, Standby } from "../environments";
import { createStandbyContext } from "./environment/context";
import type { CodeFolders } from "./environment/functions";
import { journeysOf } from "./environment/journeys";
import { createMonitoring, createSeverities } from "./environment/monitoring";
import { availability } from "./environment/objectives";
import { createCopyTests } from "./environment/recovery";
import { createStores } from "./environment/region";
import { createService } from "./environment/service";
import { createZone } from "./environment/site";
import { copyOfDocuments } from "./environment/storage";
import { environmentStackPropsOf } from "./names";

export interface StandbyProps {
  readonly environment: Environment;
  readonly standby: Standby;
  /** Folders with the bundled code of the functions. */
  readonly code: CodeFolders;
}

/**
 * The passive region of one environment, built by the functions of the main one, with a state of its own region. It
 * follows the data of the main region and serves when `active` says so.
 */
export class StandbyStack extends AwsStack<"us-west-2"> {
  constructor(scope: Construct, id: string, { environment, standby, code }: StandbyProps) {
    super(scope, id, environmentStackPropsOf(environment, "us-west-2"));
    const context = createStandbyContext(this, environment);
    const stores = createStores(context, copyOfDocuments(context));
    createCopyTests(context, stores);
    const zone = createZone(context);
    const service = createService(context, { stores, signIn: standby.signIn, zone, code });
    const journeys = journeysOf(context, { stores, service, data: [], reports: [], site: [] });
    const objectives = { availability: availability(context) };
    createMonitoring(context, createSeverities(context, service.messaging), { journeys, objectives });
  }
}
