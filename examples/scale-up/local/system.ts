import {
  awsVariables,
  startFunctions,
  startMoto,
  startPostgres,
  startRedis,
  startRestApi,
  type Invoke,
  type LocalDatabase,
  type Surroundings,
  type System,
} from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { verifyAccessToken } from "../functions/auth/verify-token";
import { bundleFunctions } from "../functions/bundle";
import {
  everyFunction,
  functions,
  idempotencyHeader,
  models,
  routes,
  throttling,
  type Setting,
} from "../functions/contract";
import { createPaymentMachine } from "./payment-machine";
import { createResources, products } from "./resources";

/** `npm run dev` provides servers and programs only: functions, API and sign-in are those of the example. */
export const application = "own";

const STAGE = "showcase";
const ALLOW_ORIGIN = "http://localhost:3000";
const SCHEMA = path.join(__dirname, "../batch/schema.sql");

/** Everything that a function may read from its environment, by name. */
type Settings = Readonly<Record<Setting | (typeof everyFunction)[number], string>>;

/** Starts Scale-up: emulated AWS services, PostgreSQL, Redis, functions, payment state machine and REST API. */
export async function startSystem(surroundings: Surroundings): Promise<System> {
  const { atEnd, folder, ports } = surroundings;
  surroundings.requirePrograms({ "redis-server": "redis-server", openssl: "openssl" });
  surroundings.requirePrograms({ moto_server: '"moto[server]==5.2.1"' }, "Install it: pipx install");
  const { settings, variables, parts } = await startServices(surroundings);
  const folders = bundleFunctions();
  const props = { functions, folders, settings, everyFunction, variables, log: console.log };
  const invokes = await startFunctions(surroundings, props);
  // The authorizer of the user pool is API Gateway's own and runs in this process.
  const { USER_POOL_ID, CLIENT_ID } = settings;
  Object.assign(process.env, awsVariables(variables.AWS_ENDPOINT_URL), { USER_POOL_ID, CLIENT_ID });
  atEnd(startSchedule(invokes.expiry));
  const payment = createPaymentMachine(invokes.payment);
  atEnd(() => payment.stop());
  const api = await startRestApi({
    routes,
    models,
    throttling,
    stage: STAGE,
    allowOrigin: ALLOW_ORIGIN,
    allowHeaders: ["Authorization", "Content-Type", idempotencyHeader],
    functions: { ...invokes, roles: invokes.authorizer },
    stateMachines: { payment },
    verifyToken: verifyAccessToken,
    ports,
    log: console.error,
  });
  atEnd(api.stop);
  return { url: api.url, parts: [`API: ${api.url}`, ...parts, `data: ${folder}`] };
}

/** Invokes a function every minute, as EventBridge Scheduler does less often. @returns how to stop it. */
function startSchedule(invoke: Invoke): () => Promise<void> {
  const timer = setInterval(() => void invoke({}).catch(console.error), 60_000);
  return () => Promise.resolve(clearInterval(timer));
}

interface Services {
  readonly settings: Settings;
  /** Variables that the functions have on this machine only. */
  readonly variables: Readonly<Record<string, string>> & { readonly AWS_ENDPOINT_URL: string };
  readonly parts: readonly string[];
}

/** Starts the services that the functions call, and creates their resources. */
async function startServices(surroundings: Surroundings): Promise<Services> {
  const password = randomUUID();
  const moto = await startMoto();
  surroundings.atEnd(moto.stop);
  const cachePort = await startRedis(surroundings, password);
  const database = await startPostgres(surroundings);
  await createSchema(database);
  const { port, name, username, caFile } = database;
  const resources = await createResources(moto.url, { cache: password, database });
  const settings: Settings = {
    ...resources.settings,
    ENVIRONMENT: "local",
    ALLOW_ORIGIN,
    CACHE_ENDPOINT: "127.0.0.1",
    CACHE_PORT: String(cachePort),
    DATABASE_ENDPOINT: "127.0.0.1",
    DATABASE_PORT: String(port),
    DATABASE_NAME: name,
    MEDIA_URL: `${moto.url}/media`,
  };
  const variables = {
    ...surroundings.variables,
    ...awsVariables(moto.url),
    AWS_ENDPOINT_URL: moto.url,
    CACHE_TLS: "off",
    DATABASE_CA_FILE: caFile,
    POWERTOOLS_TRACE_ENABLED: "false",
  };
  const parts = [
    `products: ${products.map(({ productId, priceCents }) => `${productId} (${priceCents} cents)`).join(", ")}`,
    `AWS: ${moto.url}, user pool ${settings.USER_POOL_ID}, client ${settings.CLIENT_ID}, table ${settings.ORDERS_TABLE}, data lake ${resources.dataLakeBucket}`,
    `PostgreSQL with TLS: postgres://${username}:${database.password}@127.0.0.1:${port}/${name}`,
    `Redis: 127.0.0.1:${cachePort}`,
  ];
  return { settings, variables, parts };
}

async function createSchema({ port, name, username, password, caFile }: LocalDatabase): Promise<void> {
  const ssl = { ca: await fs.readFile(caFile, "utf8") };
  const client = new pg.Client({ host: "127.0.0.1", port, database: name, user: username, password, ssl });
  await client.connect();
  try {
    await client.query(await fs.readFile(SCHEMA, "utf8"));
  } finally {
    await client.end();
  }
}
