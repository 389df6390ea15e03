import {
  awsVariables,
  createClock,
  startFunctions,
  startMailbox,
  startRestApi,
  startStepFunctions,
  TaskTokens,
  type Clock,
  type Invoke,
  type LocalServer,
  type LocalStateMachine,
  type Mailbox,
  type Surroundings,
  type System,
} from "groundplan/testing/local";
import { bundleFunctions } from "../functions/bundle";
import {
  apiVersion,
  everyFunction,
  functions,
  idempotencyHeader,
  models,
  routes,
  throttling,
  type FunctionName,
  type Setting,
  type WorkflowName,
} from "../functions/contract";
import { startConsole } from "./console";
import { startBus, startConsumers } from "./messaging";
import { startPayments, type Payments } from "./payments";
import { startStores, type Stores } from "./stores";
import { Users } from "./users";
import { createWorkflows, workflowArn } from "./workflows";

/** `npm run dev` provides servers and programs only: functions, API and sign-in are those of the example. */
export const application = "own";

const SITE = "http://localhost:3000";

/** Functions whose rules depend on the day. Tokens, webhooks and signatures have the machine's time. */
const FOLLOW_CLOCK = ["billing", "subscriptions", "renewals"] as const;

/** Milliseconds between two starts of the renewals, which are daily in AWS. */
const RENEWALS_MILLIS = 60_000;

/** Everything that a function may read from its environment, by name. */
type Settings = Readonly<Record<Setting | (typeof everyFunction)[number], string>>;

/** Parts that services call and that call the services: they are entered when they have started. */
interface Late {
  readonly invokes: Record<FunctionName, Invoke>;
  /** State machines by ARN. */
  readonly machines: Record<string, LocalStateMachine>;
  apiUrl: string;
}

/** Starts SaaS: emulated AWS services, PostgreSQL, Redis, PayPal, functions, workflows, messaging and REST API. */
export async function startSystem(surroundings: Surroundings): Promise<System> {
  const { atEnd, folder } = surroundings;
  surroundings.requirePrograms({ "redis-server": "redis-server", openssl: "openssl" });
  surroundings.requirePrograms({ moto_server: '"moto[server]==5.2.1"' }, "Install it: pipx install");
  const clock = await createClock(folder);
  atEnd(() => Promise.resolve(clock.stop()));
  const tokens = new TaskTokens(clock);
  const late: Late = { invokes: {} as Late["invokes"], machines: {}, apiUrl: "" };
  const stores = await startStores(surroundings);
  const services = await startServices(surroundings, { stores, clock, tokens, late });
  const folders = bundleFunctions();
  const settings = settingsOf(stores, services.payments);
  const variables = { ...surroundings.variables, ...variablesOf(stores, services) };
  const props = { functions, folders, settings, everyFunction, variables, log: console.log };
  const follow = { file: clock.file, functions: FOLLOW_CLOCK };
  Object.assign(late.invokes, await startFunctions(surroundings, { ...props, clock: follow }));
  const { invokes } = late;
  const { queueUrls } = stores.resources;
  atEnd(startConsumers({ endpoint: stores.endpoint, queueUrls, invokes, log: console.error }));
  const workflows = createWorkflows({ billing: invokes.billing, tokens, clock, log: console.error });
  for (const [name, machine] of Object.entries(workflows)) {
    late.machines[workflowArn(name as WorkflowName)] = machine;
    atEnd(() => machine.stop());
  }
  atEnd(startSchedule(invokes.renewals));
  late.apiUrl = await startApi(surroundings, invokes, workflows);
  return { url: late.apiUrl, parts: [`API: ${late.apiUrl}`, ...services.parts, ...stores.parts, `data: ${folder}`] };
}

/** Services that moto does not have, or does not run. */
interface Services {
  readonly stepFunctions: LocalServer;
  readonly mailbox: Mailbox;
  readonly bus: LocalServer;
  readonly payments: Payments;
  readonly parts: readonly string[];
}

interface ServicesProps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly tokens: TaskTokens;
  readonly late: Late;
}

async function startServices(
  surroundings: Surroundings,
  { stores, clock, tokens, late }: ServicesProps,
): Promise<Services> {
  const { atEnd } = surroundings;
  const { endpoint, resources } = stores;
  const stepFunctions = await startStepFunctions({ stateMachines: late.machines, tokens });
  atEnd(stepFunctions.stop);
  const mailbox = await startMailbox(console.log);
  atEnd(mailbox.stop);
  const bus = await startBus({ resources, invokes: late.invokes, mailbox, log: console.error });
  atEnd(bus.stop);
  const users = new Users(endpoint, resources.settings.CLIENT_ID);
  const board = await startConsole({
    register: (email, password) => users.register(email, password),
    signIn: (email, password) => users.signIn(email, password),
    advance: (days) => advance(clock, days, late.invokes.renewals),
    payments: () => payments,
  });
  atEnd(board.stop);
  const payments = await startPayments(surroundings, {
    webhookAddress: () => `${late.apiUrl}/webhooks/paypal`,
    checkoutUrl: `${board.url}/checkoutnow`,
    clock,
    log: console.error,
  });
  const parts = [`console: ${board.url}`, `messages: ${mailbox.url}`, `PayPal: ${payments.payPal.url}`];
  return { stepFunctions, mailbox, bus, payments, parts };
}

async function advance(clock: Clock, days: number, renewals: Invoke): Promise<object> {
  await clock.advance(days);
  await renewals({});
  return { now: new Date(clock.now()).toISOString() };
}

/** @returns how to stop it. */
function startSchedule(renewals: Invoke): () => Promise<void> {
  const timer = setInterval(() => void renewals({}).catch(console.error), RENEWALS_MILLIS);
  return () => Promise.resolve(clearInterval(timer));
}

/** Starts the REST API. @returns the address of its stage. */
async function startApi(
  { atEnd, ports }: Surroundings,
  invokes: Late["invokes"],
  stateMachines: Readonly<Record<string, LocalStateMachine>>,
): Promise<string> {
  const api = await startRestApi({
    routes,
    models,
    throttling,
    stage: apiVersion,
    allowOrigin: SITE,
    allowHeaders: ["Authorization", "Content-Type", idempotencyHeader],
    functions: { ...invokes, roles: invokes.authorizer },
    stateMachines,
    ports,
    log: console.error,
  });
  atEnd(api.stop);
  return api.url;
}

/** Variables that the functions have on this machine only. */
function variablesOf({ endpoint, database }: Stores, { stepFunctions, mailbox, bus, payments }: Services) {
  return {
    ...awsVariables(endpoint),
    AWS_ENDPOINT_URL_SFN: stepFunctions.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    AWS_ENDPOINT_URL_SESV2: mailbox.url,
    AWS_ENDPOINT_URL_SNS: mailbox.url,
    CACHE_TLS: "off",
    DATABASE_CA_FILE: database.caFile,
    NODE_EXTRA_CA_CERTS: payments.rootFile,
    PAYPAL_CA_FILE: payments.rootFile,
    POWERTOOLS_TRACE_ENABLED: "false",
  };
}

function settingsOf({ database, cachePort, resources }: Stores, payments: Payments): Settings {
  return {
    ...resources.settings,
    ENVIRONMENT: "local",
    ALLOW_ORIGIN: SITE,
    CACHE_ENDPOINT: "127.0.0.1",
    CACHE_PORT: String(cachePort),
    DATABASE_ENDPOINT: "127.0.0.1",
    DATABASE_INSTANCE_ENDPOINT: "127.0.0.1",
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: database.name,
    PAYPAL_URL: payments.payPal.url,
    PAYPAL_CERTIFICATE_HOSTS: payments.certificateHost,
    EVENT_BUS_NAME: "local",
    CREATE_STATE_MACHINE_ARN: workflowArn("create"),
    RENEW_STATE_MACHINE_ARN: workflowArn("renew"),
    CANCEL_STATE_MACHINE_ARN: workflowArn("cancel"),
    CHANGE_PLAN_STATE_MACHINE_ARN: workflowArn("change-plan"),
    SENDER_ADDRESS: "billing@saas.example.com",
    SITE_URL: SITE,
  };
}
