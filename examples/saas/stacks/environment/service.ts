import type { RegionalWebAcl } from "groundplan/edge/firewall";
import type { Context } from "./context";
import { createEvents, type Events } from "./events";
import { createFirewall } from "./firewall";
import { createMessaging, type Messaging } from "./messaging";

/** Parts of the service that both regions have. */
export interface Service {
  /** Web ACL of the API. */
  readonly webAcl: RegionalWebAcl;
  readonly messaging: Messaging;
  readonly events: Events;
}

/** Creates the service of a region, by the same functions in both. */
export function createService(context: Context): Service {
  const messaging = createMessaging(context);
  return { messaging, events: createEvents(context, messaging), webAcl: createFirewall(context) };
}
