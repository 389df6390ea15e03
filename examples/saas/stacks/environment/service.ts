import type { RestApi } from "groundplan/api/rest";
import type { HostedZoneReference } from "groundplan/edge/dns";
import type { RegionalWebAcl } from "groundplan/edge/firewall";
import { createApi } from "./api";
import type { Context } from "./context";
import { createDelivery, type Delivery } from "./delivery";
import { createDomains } from "./domain";
import { createEvents, type Events } from "./events";
import { createFirewall } from "./firewall";
import { createFunctions, type CodeFolders, type Functions } from "./functions";
import type { SignIn } from "./identity";
import { createMessaging, type Messaging } from "./messaging";
import type { Stores } from "./region";
import { createRenewals } from "./renewals";
import { existingSecret } from "./secrets";
import { createWorkflows, type Workflows } from "./workflows";

export interface ServiceParts {
  readonly stores: Stores;
  readonly signIn: SignIn;
  readonly zone: HostedZoneReference;
  readonly code: CodeFolders;
}

/** The service of one region: API, functions, workflows and messages. */
export interface Service {
  readonly api: RestApi;
  readonly webAcl: RegionalWebAcl;
  readonly functions: Functions;
  readonly workflows: Workflows;
  readonly messaging: Messaging;
  readonly events: Events;
  readonly delivery: Delivery;
}

/** Creates the service of a region, by the same functions in both. */
export function createService(context: Context, { stores, signIn, zone, code }: ServiceParts): Service {
  const messaging = createMessaging(context);
  const events = createEvents(context, messaging);
  const payPalSecret = existingSecret(context, "paypal");
  const functions = createFunctions(context, { stores, signIn, messaging, events, payPalSecret, code });
  const workflows = createWorkflows(context, functions);
  createRenewals(context, functions, messaging);
  const webAcl = createFirewall(context);
  const api = createApi(context, { functions, workflows, webAcl });
  createDomains(context, { api, zone });
  const delivery = createDelivery(context, functions);
  return { api, webAcl, functions, workflows, messaging, events, delivery };
}
