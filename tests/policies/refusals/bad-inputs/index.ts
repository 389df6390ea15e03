import { HTTP_API } from "./api/http-api";
import { REST_API } from "./api/rest-api";
import type { BadInput } from "./bad-input";
import { CONTAINERS } from "./compute/containers";
import { FUNCTIONS } from "./compute/functions";
import { LOAD_BALANCING } from "./compute/load-balancing";
import { CACHES } from "./data/caches";
import { DATABASES } from "./data/databases";
import { STORAGE } from "./data/storage";
import { TABLES } from "./data/tables";
import { BUILDS } from "./delivery/builds";
import { DEPLOYMENTS } from "./delivery/deployments";
import { PIPELINES } from "./delivery/pipelines";
import { CDN } from "./edge/cdn";
import { DNS } from "./edge/dns";
import { FIREWALL } from "./edge/firewall";
import { ROLES } from "./identity/roles";
import { USER_POOLS } from "./identity/user-pools";
import { EVENTS } from "./messaging/events";
import { QUEUES } from "./messaging/queues";
import { SCHEDULES } from "./messaging/schedules";
import { TOPICS } from "./messaging/topics";
import { NETWORK } from "./network/network";
import { SECURITY } from "./network/security";
import { ALARMS } from "./observability/alarms";
import { DASHBOARDS } from "./observability/dashboards";
import { LOGS } from "./observability/logs";
import { OWN_CASES as OWN } from "../own";
import { WORKFLOW } from "./workflow";

/** Configurations that AWS refuses, by area. */
export const BAD_INPUTS: Readonly<Record<string, readonly BadInput[]>> = {
  api: [...HTTP_API, ...REST_API, ...OWN.api],
  compute: [...LOAD_BALANCING, ...CONTAINERS, ...FUNCTIONS, ...OWN.compute],
  data: [...DATABASES, ...CACHES, ...TABLES, ...STORAGE, ...OWN.data],
  delivery: [...BUILDS, ...PIPELINES, ...DEPLOYMENTS, ...OWN.delivery],
  edge: [...CDN, ...DNS, ...FIREWALL],
  identity: [...USER_POOLS, ...ROLES],
  messaging: [...QUEUES, ...TOPICS, ...EVENTS, ...SCHEDULES],
  network: [...NETWORK, ...SECURITY, ...OWN.network],
  observability: [...ALARMS, ...DASHBOARDS, ...LOGS, ...OWN.observability],
  workflow: WORKFLOW,
};
