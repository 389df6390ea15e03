import { OWN_COMPUTE } from "./compute";
import { OWN_DATABASES } from "./databases";
import { OWN_ANALYTICS, OWN_API, OWN_DELIVERY, OWN_NETWORK, OWN_OBSERVABILITY } from "./operations";
import type { OwnCase } from "./own-case";

/** Cases of the refusals that the pack does not contain, by area. */
export const OWN_CASES = {
  analytics: OWN_ANALYTICS,
  api: OWN_API,
  compute: OWN_COMPUTE,
  data: OWN_DATABASES,
  delivery: OWN_DELIVERY,
  network: OWN_NETWORK,
  observability: OWN_OBSERVABILITY,
} as const satisfies Readonly<Record<string, readonly OwnCase[]>>;
