import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, compressMaps } from "../../bundle";
import { startAws } from "../aws/aws";
import { startCollector } from "../collector/collector";
import { startDistribution } from "../cloudfront/distribution";
import { httpOrigin } from "../cloudfront/http-origin";
import { startIdentity, type Identity } from "../cognito/identity";
import { startRuntimeApi } from "../lambda/runtime-api";
import { startParts, type AtEnd } from "../parts";
import { LocalProblem } from "../problem";
import type { LocalShop } from "../shop";
import { PolledQueue } from "../sqs/polled-queue";
import { buildStorefront, siteFolder } from "../storefront";
import { programs, type ServerSurroundings, type Surroundings } from "./surroundings";
import { environment, identityPorts, ORIGIN_SECRET_ARN, SESSION_SECRET_ARN } from "../world";

/** A system that runs until its parts are stopped. */
export interface System {
  /** Address of the load balancer. */
  readonly url: string;
  /** Lines about the parts, for the developer. */
  readonly parts: readonly string[];
}

/** `local/system.ts` of an example. */
type SystemModule =
  | {
      /** A system with functions, API and sign-in of its own, which needs servers and programs only. */
      readonly application: "own";
      startSystem(surroundings: ServerSurroundings): Promise<System>;
    }
  | {
      /** A system of containers that run the shop's image behind its storefront. */
      readonly application?: undefined;
      startSystem(surroundings: Surroundings): Promise<System>;
    };

export interface LocalSystemOptions {
  /** Folder of the CDKTF app, such as `examples/shopflow`. */
  readonly appFolder: string;
  /** Ports to try in order; 0 is any free one. */
  readonly ports: readonly number[];
  /** Further environment variables of the containers. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts the system that the app's `local/system.ts` describes, and what surrounds it in AWS. */
export async function startLocalSystem(options: LocalSystemOptions): Promise<LocalShop> {
  const program = await programOf(options.appFolder);
  return startParts((atEnd) => start(program, options, atEnd));
}

async function start(program: SystemModule, options: LocalSystemOptions, atEnd: AtEnd) {
  const { appFolder, ports, variables } = options;
  const folder = await mkdtemp(join(tmpdir(), `${basename(appFolder)}-`));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  // As root, PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  if (program.application === "own") {
    return program.startSystem({ folder, ports, variables, atEnd, startRuntimeApi, ...programs });
  }
  const identity = await startIdentity(...identityPorts(ports));
  atEnd(identity.stop);
  const aws = await startAwsOfSystem(identity);
  atEnd(aws.stop);
  const collector = await startCollector();
  atEnd(collector.stop);
  const image = join(folder, "image");
  await Promise.all([writeImage(image), buildStorefront()]);
  const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const containers = { ...aws.variables, ...tracing, LAMBDA_TASK_ROOT: image, ...variables };
  const system = await program.startSystem({ folder, image, variables: containers, atEnd, ...programs });
  const door = await startDistribution(
    { siteFolder, siteConfiguration: { environment: "local", identity: identity.site }, ports },
    httpOrigin(system.url, aws.originSecret),
  );
  atEnd(door.stop);
  identity.allowReturnTo(door.url);
  return { url: door.url, parts: [`traces: ${collector.url}/traces`, ...system.parts] };
}

/** @throws LocalProblem if the app has no such file. */
async function programOf(appFolder: string): Promise<SystemModule> {
  // npm runs scripts in the folder of the package.
  const file = resolve(process.env["INIT_CWD"] ?? ".", appFolder, "local/system.ts");
  if (!existsSync(file))
    throw new LocalProblem(`--app ${appFolder}: there is no ${file}, which would start the system`);
  return (await import(pathToFileURL(file).href)) as SystemModule;
}

const QUEUE = "123456789012/orders";

/** Secrets and the order queue, and the variables by which containers find them and the sign-in pages. */
async function startAwsOfSystem({ issuer, clientId }: Identity) {
  const queue = new PolledQueue();
  const aws = await startAws({
    sendMessage: (body, _queueUrl, traceHeader) => queue.send(body, traceHeader),
    polledQueue: queue,
    startExecution: () => Promise.reject(new Error("The system has no state machine")),
  });
  const originSecret = randomUUID();
  aws.secrets.set(ORIGIN_SECRET_ARN, originSecret);
  aws.secrets.set(SESSION_SECRET_ARN, randomUUID());
  const variables = {
    ...environment,
    AWS_ENDPOINT_URL: aws.url,
    IDENTITY_ISSUER: issuer,
    IDENTITY_CLIENT_ID: clientId,
    ORDERS_QUEUE_URL: `${aws.url}/${QUEUE}`,
    ORIGIN_CREDENTIALS_ARN: ORIGIN_SECRET_ARN,
    SESSION_CREDENTIALS_ARN: SESSION_SECRET_ARN,
  };
  return { variables, originSecret, stop: aws.stop };
}

/** The files that the Dockerfile copies into the image. */
async function writeImage(folder: string): Promise<void> {
  compressMaps(await bundle(folder));
  await cp(join(import.meta.dirname, "../../migrations"), join(folder, "migrations"), { recursive: true });
}
