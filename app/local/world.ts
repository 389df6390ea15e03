import { randomUUID } from "node:crypto";
import type { ParameterName } from "../contract";
import { startAws, type LocalAws } from "./aws/aws";
import { connectEmulator, type Emulator } from "./aws/emulator";
import { startFrontDoor } from "./cloudfront/front-door";
import type { Functions, FunctionsHost } from "./lambda/functions";
import { startIdentity, type Identity } from "./cognito/identity";
import { startParts, type AtEnd } from "./parts";
import { startQueue, type LocalQueue } from "./sqs/queue";
import { startSchedule } from "./eventbridge/schedule";
import { startWorkflow, type LocalWorkflow } from "./step-functions/workflow";

/** The whole shop with stand-ins for the AWS services around it. */
export interface World {
  /** Address of the shop. */
  readonly url: string;
  readonly identity: Identity;
  readonly aws: LocalAws;
  readonly queue: LocalQueue;
  readonly workflow: LocalWorkflow;
  readonly functions: Functions;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** Starts the functions. */
  readonly functions: FunctionsHost;
  /** Folder of the built storefront. */
  readonly siteFolder: string;
  /**
   * Environment variables that override the defaults: at least `DATABASE_URL` and `REDIS_URL`, unless the parameters
   * name servers.
   */
  readonly variables: Readonly<Record<string, string>>;
  /** Additional SSM parameters. */
  readonly parameters?: Readonly<Partial<Record<ParameterName, string>>>;
  /** Additional secrets: texts by ARN. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** An emulator of the AWS APIs for parameters, secrets and the queue. @default the stand-in */
  readonly emulatorUrl?: string;
  /** Ports to try in order; 0 is any free one. @default [0] */
  readonly ports?: readonly number[];
  /** Renames the session's cookie for browsers that refuse `Secure` over plain HTTP. @default false, as deployed */
  readonly plainCookies?: boolean;
  /** Pause between two runs of the outbox in milliseconds. @default 500 */
  readonly outboxMillis?: number;
  /** Pause in milliseconds before a task of the workflow is retried. @default the definition's intervals */
  readonly retryMillis?: number;
  /** Visibility timeout in milliseconds. @default 1000 */
  readonly visibilityTimeoutMillis?: number;
}

/** Path of the parameters, as `PARAMETER_PATH` has it. */
export const PARAMETER_PATH = "/groundplan/local";

/** The parameter that names the order queue. */
const QUEUE_URL = `${PARAMETER_PATH}/orders/queue-url`;

export const ORIGIN_SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin";

export const SESSION_SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:session";

/** Starts all parts, migrates the database, and opens the front door last. */
export async function startWorld(options: WorldOptions): Promise<World> {
  return startParts((atEnd) => start(options, atEnd));
}

async function start(options: WorldOptions, atEnd: AtEnd): Promise<Omit<World, "stop">> {
  const { visibilityTimeoutMillis, retryMillis } = options;
  // Queue and workflow call functions that can only be started once there is an AWS endpoint to name to them.
  const queue = startQueue({ consumer: (event) => functions.invoke.worker(event), visibilityTimeoutMillis });
  const workflow = startWorkflow({ payment: (event) => functions.invoke.payment(event), retryMillis });
  const identity = await startIdentity(...identityPorts(options.ports));
  atEnd(identity.stop);
  const aws = await startAws({ sendMessage: queue.send, startExecution: workflow.start });
  atEnd(aws.stop);
  configure(aws, identity, options);
  const emulator = options.emulatorUrl ? await connectEmulator(options.emulatorUrl, aws, QUEUE_URL) : undefined;
  const functions = await options.functions({
    ...environment,
    PARAMETER_PATH,
    ...endpointsOf(aws, emulator),
    ...options.variables,
  });
  atEnd(functions.stop);
  await functions.invoke.migrate({});
  if (emulator) atEnd(emulator.deliverTo(functions.invoke.worker));
  atEnd(workflow.stop);
  atEnd(queue.stop);
  const schedule = startSchedule(options.outboxMillis ?? 500, () => functions.invoke.outbox({}));
  atEnd(schedule.stop);
  const door = await openDoor(options, functions, identity, aws);
  atEnd(door.stop);
  return { url: door.url, identity, aws, queue, workflow, functions };
}

/** Difference between the ports of the sign-in pages and the shop, so that they rarely meet another shop's. */
const IDENTITY_DISTANCE = 10_000;

/** Derives the port from the shop's, so that an open tab finds the sign-in pages after a restart. */
export function identityPorts([shop = 0]: readonly number[] = []): readonly number[] {
  const usual = shop + IDENTITY_DISTANCE;
  return shop === 0 || usual > 65_535 ? [0] : [usual, 0];
}

async function openDoor(options: WorldOptions, functions: Functions, identity: Identity, aws: LocalAws) {
  const { siteFolder, ports, plainCookies } = options;
  const door = await startFrontDoor({
    invoke: functions.invoke.api,
    authorizer: identity,
    originSecret: () => aws.secrets.get(ORIGIN_SECRET_ARN)!,
    siteFolder,
    siteConfiguration: { environment: "local", identity: identity.site },
    ports,
    plainCookies,
  });
  identity.allowReturnTo(door.url);
  return door;
}

/** Fills SSM and Secrets Manager as the platform does. */
function configure(aws: LocalAws, { issuer, clientId }: Identity, { parameters, secrets }: WorldOptions): void {
  const values: Partial<Record<ParameterName, string>> = {
    "origin/credentials-arn": ORIGIN_SECRET_ARN,
    "session/credentials-arn": SESSION_SECRET_ARN,
    "orders/queue-url": `${aws.url}/123456789012/orders`,
    "payments/workflow-arn": "arn:aws:states:eu-central-1:123456789012:stateMachine:payment",
    "identity/issuer": issuer,
    "identity/client-id": clientId,
    ...parameters,
  };
  for (const [name, value] of Object.entries(values)) aws.parameters.set(`${PARAMETER_PATH}/${name}`, value);
  for (const arn of [ORIGIN_SECRET_ARN, SESSION_SECRET_ARN]) aws.secrets.set(arn, randomUUID());
  for (const [arn, text] of Object.entries(secrets ?? {})) aws.secrets.set(arn, text);
}

/** Environment variables that each platform sets, and those that point the SDK to a stand-in. */
export const environment: Readonly<Record<string, string>> = {
  ENVIRONMENT: "local",
  CSRF_PROTECTION: "enforce",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  // A developer's profile would override these credentials.
  AWS_PROFILE: "",
  // The warning is about the developer's Node.js; the image has another.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/**
 * Endpoints of AWS for the functions. An emulator cannot call functions it has not created, so that the workflow stays
 * here.
 */
function endpointsOf(aws: LocalAws, emulator: Emulator | undefined): Record<string, string> {
  if (!emulator) return { AWS_ENDPOINT_URL: aws.url };
  return { AWS_ENDPOINT_URL: emulator.url, AWS_ENDPOINT_URL_SFN: aws.url };
}
