import { ACCESS } from "./areas/access";
import { API_GATEWAY } from "./areas/api";
import { BALANCERS } from "./areas/balancers";
import type { Claim } from "./claim";
import { COMPUTE } from "./areas/compute";
import { DATABASES } from "./areas/databases";
import { DELIVERY } from "./areas/delivery";
import { EDGE } from "./areas/edge";
import { MESSAGING } from "./areas/messaging";
import { NETWORK } from "./areas/network";
import { OPERATIONS } from "./areas/operations";
import { STORAGE } from "./areas/storage";

export const CLAIMS: readonly Claim[] = [
  ...ACCESS,
  ...API_GATEWAY,
  ...BALANCERS,
  ...COMPUTE,
  ...DATABASES,
  ...DELIVERY,
  ...EDGE,
  ...MESSAGING,
  ...NETWORK,
  ...OPERATIONS,
  ...STORAGE,
];
