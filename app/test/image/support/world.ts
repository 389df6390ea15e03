import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  commands,
  csrfHeader,
  idempotencyHeader,
  originSecretHeader,
  resourceServer,
  type FunctionName,
} from "../../../contract";
import { buildah, inspectImage } from "../../../image/buildah";
import { imageName, workFolder } from "../../../image/build";
import { localAuthority, serverCertificate } from "../../../image/certificates";
import { AwsServices } from "./aws-services";
import { ExecutionEnvironment } from "./environment";
import { FrontDoor, gatewayEvent, type EventParts } from "./front-door";
import { freePort } from "./free-port";
import { clientId, Identity, issuer } from "./identity";
import { LambdaService, type Outcome } from "./lambda-service";
import { PostgresServer } from "./postgres-server";
import { RedisServer } from "./redis-server";
import { runPayment, type WorkflowRun } from "./workflow";

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  // The tests say what they expect of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

export interface RequestOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Instead of `body`: text that need not be JSON. */
  readonly rawBody?: string;
}

/** A customer with a token of every scope and the headers of an open session. */
export interface SignedIn {
  readonly id: string;
  readonly token: string;
  readonly headers: Record<string, string>;
}

interface OrderBody {
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
  readonly redeemPoints: number;
  readonly paymentToken: string;
}

const path = "/groundplan/tests";
const arnOf = (secret: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${secret}`;
const allScopes = Object.keys(resourceServer.scopes).map((scope) => `${resourceServer.identifier}/${scope}`);

/** Starts everything that the image meets in the platform, and as many environments of its functions as are asked for. */
export async function startWorld(environments: Partial<Record<FunctionName, number>>): Promise<ContainerWorld> {
  const world = await ContainerWorld.create();
  try {
    await world.migrate();
    for (const [name, count] of Object.entries(environments) as [FunctionName, number][])
      await world.scale(name, count);
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}

export class ContainerWorld {
  readonly databaseUser = "shop_application";
  readonly aws = new AwsServices();
  readonly #identity = new Identity();
  readonly #services = new Map<FunctionName, LambdaService>();
  readonly #environments = new Map<FunctionName, ExecutionEnvironment[]>();
  readonly #ended: ExecutionEnvironment[] = [];
  readonly #image = inspectImage(imageName);
  readonly container = buildah("from", "--quiet", imageName);
  #frontDoor!: FrontDoor;

  private constructor(
    readonly database: PostgresServer,
    readonly redis: RedisServer,
    private readonly certificates: string,
  ) {}

  static async create(): Promise<ContainerWorld> {
    const authority = localAuthority(join(workFolder, "authority"));
    const certificates = mkdtempSync(join(tmpdir(), "image-certificates-"));
    const certificate = serverCertificate(authority, certificates, "server", ["127.0.0.1", PostgresServer.host]);
    const database = new PostgresServer(authority, certificate);
    const redis = new RedisServer(await freePort(), authority, certificate);
    const world = new ContainerWorld(database, redis, certificates);
    await Promise.all([world.#startServers(), redis.start()]);
    return world;
  }

  async #startServers(): Promise<void> {
    await this.aws.start();
    const password = "the-first-password";
    await this.database.create({ username: this.databaseUser, password });
    this.#configure(password);
    for (const name of Object.keys(commands) as FunctionName[]) {
      const service = new LambdaService();
      await service.start();
      this.#services.set(name, service);
    }
    this.#frontDoor = new FrontDoor(this.service("api"), this.#identity);
    await this.#frontDoor.start();
  }

  #configure(password: string): void {
    const parameters = {
      "database/endpoint": PostgresServer.host,
      "database/reader-endpoint": PostgresServer.host,
      "database/name": this.database.database,
      "database/credentials-arn": arnOf("database"),
      "cache/endpoint": "replaced-by-REDIS_URL",
      "cache/port": "6379",
      "origin/credentials-arn": arnOf("origin"),
      "session/credentials-arn": arnOf("session"),
      "orders/queue-url": `${this.aws.url}/123456789012/orders`,
      "payments/workflow-arn": "arn:aws:states:eu-central-1:123456789012:stateMachine:payments",
      "identity/issuer": issuer,
      "identity/client-id": clientId,
    };
    for (const [name, value] of Object.entries(parameters)) this.aws.parameters.set(`${path}/${name}`, value);
    this.aws.secrets.set(arnOf("origin"), "secret-of-the-origin");
    this.aws.secrets.set(arnOf("session"), "secret-of-the-sessions");
    this.#setDatabaseSecret(password);
  }

  #setDatabaseSecret(password: string): void {
    this.aws.secrets.set(arnOf("database"), JSON.stringify({ username: this.databaseUser, password }));
  }

  get url(): string {
    return this.#frontDoor.url;
  }

  get originHeaders(): Record<string, string> {
    return { [originSecretHeader]: "secret-of-the-origin" };
  }

  get identityClaims(): Record<string, string> {
    return { iss: issuer, client_id: clientId };
  }

  secretTexts(): string[] {
    return [...this.aws.secrets.values(), this.database.administrator.password];
  }

  service(name: FunctionName): LambdaService {
    return this.#services.get(name)!;
  }

  environments(name: FunctionName): ExecutionEnvironment[] {
    return this.#environments.get(name) ?? [];
  }

  log(name: FunctionName): string {
    return [...this.#ended, ...this.environments(name)].map(({ log }) => log).join("");
  }

  /** An environment more; it is used as soon as it asks for invocations. */
  launch(name: FunctionName, variables: Record<string, string> = {}): ExecutionEnvironment {
    const environment = new ExecutionEnvironment({
      container: this.container,
      image: this.#image,
      command: commands[name],
      runtimeApi: this.service(name).address,
      functionName: name,
      memoryMegabytes: 512,
      variables: { ...this.#variables(), ...variables },
    });
    this.#environments.set(name, [...this.environments(name), environment]);
    return environment;
  }

  #variables(): Record<string, string> {
    return {
      ENVIRONMENT: "tests",
      PARAMETER_PATH: path,
      CSRF_PROTECTION: "enforce",
      AWS_ENDPOINT_URL: this.aws.url,
      REDIS_URL: this.redis.url,
      REDIS_CA_FILE: "/var/task/rds-ca.pem",
    };
  }

  async scale(name: FunctionName, count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) this.launch(name);
    await this.service(name)
      .idle(count)
      .catch((error: unknown) => {
        throw new Error(`${name} does not start\n${this.log(name)}`, { cause: error });
      });
  }

  /** Ends every environment of the function. */
  async end(name: FunctionName): Promise<void> {
    const environments = this.environments(name);
    await Promise.all(environments.map((environment) => environment.stop()));
    this.#ended.push(...environments);
    this.#environments.delete(name);
    this.service(name).abandon();
  }

  async migrate(): Promise<void> {
    this.launch("migrate");
    const outcome = await this.invoke("migrate", {});
    if (!outcome.ok)
      throw new Error(`The migration failed: ${JSON.stringify(outcome.payload)}\n${this.log("migrate")}`);
    await this.end("migrate");
  }

  invoke(name: FunctionName, event: unknown): Promise<Outcome> {
    return this.service(name).invoke(event);
  }

  event(routeKey: string, parts: EventParts): object {
    return gatewayEvent(routeKey, { ...parts, headers: { ...this.originHeaders, ...parts.headers } });
  }

  async request(method: string, target: string, options: RequestOptions = {}): Promise<Answer> {
    const { token, headers, body, rawBody = body === undefined ? undefined : JSON.stringify(body) } = options;
    const response = await fetch(this.url + target, {
      method,
      headers: {
        ...this.originHeaders,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(rawBody !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: rawBody,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      json: isJson && JSON.parse(text),
    };
  }

  token(id: string, scopes: readonly string[] = allScopes): Promise<string> {
    return this.#identity.token(id, scopes);
  }

  badTokens(id: string): Promise<Record<string, string>> {
    return this.#identity.badTokens(id, allScopes);
  }

  async customer(): Promise<SignedIn> {
    const id = randomUUID();
    const token = await this.token(id);
    const { status, headers, json, text } = await this.request("POST", "/api/session", { token });
    if (status !== 201) throw new Error(`No session: ${status} ${text}\n${this.log("api").slice(-2000)}`);
    const cookie = headers["set-cookie"]!.split(";")[0]!;
    return { id, token, headers: { cookie, [csrfHeader]: json.csrfToken } };
  }

  placeOrder({ token, headers }: SignedIn, body: OrderBody, key: string | undefined): Promise<Answer> {
    const keyed = key === undefined ? headers : { ...headers, [idempotencyHeader]: key };
    return this.request("POST", "/api/orders", { token, headers: keyed, body });
  }

  async addProduct({ priceCents, stock }: { priceCents: number; stock: number }): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      "INSERT INTO products (id, name, description, category, price_cents, stock) VALUES ($1, 'Lamp', 'Shines', 'light', $2, $3)",
      [id, priceCents, stock],
    );
    return id;
  }

  async stockOf(productId: string): Promise<number> {
    const rows = await this.database.query<{ stock: number }>("SELECT stock FROM products WHERE id = $1", [productId]);
    return rows[0]!.stock;
  }

  /** What the platform's rotation does; with `secret` the store says something else than the database. */
  async rotateDatabasePassword(password: string, secret = password): Promise<void> {
    await this.database.query(`ALTER ROLE ${this.databaseUser} PASSWORD '${password}'`);
    this.#setDatabaseSecret(secret);
  }

  secretReads(name: "database" | "origin" | "session"): number {
    return this.aws.secretReads.get(arnOf(name)) ?? 0;
  }

  runPayment(orderId: string, { timesOut }: { timesOut?: string } = {}): Promise<WorkflowRun> {
    return runPayment(orderId, this.service("payment"), timesOut);
  }

  async stop(): Promise<void> {
    for (const name of this.#environments.keys()) await this.end(name);
    this.#frontDoor?.stop();
    for (const service of this.#services.values()) await service.stop();
    this.aws.stop();
    await this.redis.kill();
    await this.database.remove();
    buildah("rm", this.container);
    rmSync(this.certificates, { recursive: true, force: true });
  }
}
