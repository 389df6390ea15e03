import type { Resource } from "../../../policies";
import { ANALYTICS } from "./analytics";
import { free, notPriced } from "./charges";
import type { Component, Pricer, PricingContext } from "./component";
import { COMPUTE } from "./compute";
import { DATABASES } from "./databases";
import { DYNAMODB } from "./dynamodb";
import { DELIVERY } from "./delivery";
import { EDGE } from "./edge";
import { FREE_TYPES } from "./free-types";
import { MESSAGING } from "./messaging";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { RECOVERY } from "./recovery";
import { SECURITY } from "./security";
import { STORAGE } from "./storage";

export type { Component, MissingUsage, PricedComponent, PricingContext } from "./component";

/** Pricers by Terraform type. */
export const PRICERS: Readonly<Record<string, Pricer>> = {
  ...ANALYTICS,
  ...COMPUTE,
  ...DATABASES,
  ...DELIVERY,
  ...DYNAMODB,
  ...EDGE,
  ...MESSAGING,
  ...NETWORK,
  ...OBSERVABILITY,
  ...RECOVERY,
  ...SECURITY,
  ...STORAGE,
};

/** Providers whose resources exist on the machine of Terraform or in its state only. */
const LOCAL_TYPES = /^(archive|local|null|random|template|terraform|time|tls)_/;

/** The charges of a resource or of a module call; never none. */
export function chargesOf(resource: Resource, context: PricingContext): readonly Component[] {
  if (resource.type === "module") return [notPriced("module", "only a plan contains its resources")];
  const reason = LOCAL_TYPES.test(resource.type) ? "creates nothing in AWS" : FREE_TYPES.get(resource.type);
  if (reason !== undefined) return [free(reason)];
  const pricer = PRICERS[resource.type];
  return pricer ? pricer(resource, context) : [notPriced("resource", `no prices for ${resource.type}`)];
}
