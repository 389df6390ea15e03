import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands, csrfHeader, idempotencyHeader, originSecretHeader, type FunctionName } from "../../../contract";
import { buildah, inspectImage } from "../../../image/buildah";
import { imageName } from "../../../image/build";
import { localAuthority, serverCertificate } from "../../../image/certificates";
import { workFolder } from "../../../image/work-folder";
import type { Distribution } from "../../../local/cloudfront/distribution";
import { startFrontDoor } from "../../../local/cloudfront/front-door";
import { startIdentity, type Identity } from "../../../local/cognito/identity";
import { freePort } from "../../../local/http/ports";
import { startRuntimeApi, type RuntimeApi } from "../../../local/lambda/runtime-api";
import { AwsWorld } from "./aws-world";
import { ExecutionEnvironment, type EnvironmentOptions } from "./environment";
import { eventually } from "./eventually";
import { PostgresServer } from "./postgres-server";
import { RedisServer } from "./redis-server";
import { directEvent, send, type Answer, type DirectRequest, type RequestOptions } from "./requests";

export type { Answer, RequestOptions } from "./requests";

/** A customer with a token of every scope and the headers of an open session. */
export interface SignedIn {
  readonly id: string;
  readonly token: string;
  readonly headers: Record<string, string>;
}

interface OrderBody {
  readonly items: readonly { readonly productId: string; readonly quantity: number; readonly priceCents: number }[];
  readonly redeemPoints: number;
  readonly paymentToken?: string;
}

const START_MILLIS = 60_000;

/**
 * Starts everything that the image meets in the platform, and as many environments of its functions as are asked for.
 */
export async function startWorld(environments: Partial<Record<FunctionName, number>>): Promise<ContainerWorld> {
  return begin(new ContainerWorld(await freePort()), environments);
}

/** Starts a world and its environments; removes it if that fails. */
export async function begin<World extends ContainerWorld>(
  world: World,
  environments: Partial<Record<FunctionName, number>>,
): Promise<World> {
  try {
    await world.start();
    for (const [name, count] of Object.entries(environments) as [FunctionName, number][]) {
      await world.scale(name, count);
    }
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}

export class ContainerWorld {
  /** API Gateway refuses requests before the application. */
  readonly hasGateway: boolean = true;
  /** Makes the gateway refuse every request as over its limits. */
  isThrottled = false;
  readonly databaseUser = "shop_application";
  readonly aws = new AwsWorld();
  readonly database: PostgresServer;
  readonly redis: RedisServer;
  /** Invocations that the API was asked for, through the front door or directly. */
  apiInvocations = 0;
  readonly image = inspectImage(imageName);
  readonly container = buildah("from", "--quiet", imageName);
  readonly #certificates = mkdtempSync(join(tmpdir(), "image-certificates-"));
  readonly #runtimeApis = new Map<FunctionName, RuntimeApi>();
  readonly #environments = new Map<FunctionName, ExecutionEnvironment[]>();
  readonly #ended: ExecutionEnvironment[] = [];
  /** Stops the started parts, in the order of their start. */
  readonly #stops: (() => unknown)[] = [];
  #identity!: Identity;
  #frontDoor!: Distribution;

  constructor(redisPort: number) {
    this.#stops.push(
      () => rmSync(this.#certificates, { recursive: true, force: true }),
      () => buildah("rm", this.container),
    );
    const authority = localAuthority(join(workFolder, "authority"));
    const addresses = ["127.0.0.1", PostgresServer.host];
    const certificate = serverCertificate(authority, this.#certificates, "server", addresses);
    this.database = new PostgresServer(authority, certificate);
    this.redis = new RedisServer(redisPort, authority, certificate);
    this.#stops.push(
      () => this.database.remove(),
      () => this.redis.kill(),
      () => this.aws.stop(),
    );
  }

  async start(): Promise<void> {
    const password = "the-first-password";
    this.#identity = await startIdentity();
    this.#stops.push(this.#identity.stop);
    await Promise.all([
      this.aws.start(),
      this.redis.start(),
      this.database.create({ username: this.databaseUser, password }),
    ]);
    this.#configure(password);
    for (const name of Object.keys(commands) as FunctionName[]) {
      const api = await startRuntimeApi({ functionName: name });
      this.#runtimeApis.set(name, api);
      this.#stops.push(api.stop);
    }
    await this.#openFrontDoor();
    await this.scale("migrate", 1);
    await this.invoke("migrate", {});
    await this.end("migrate");
  }

  #configure(password: string): void {
    this.aws.configure({
      "database/endpoint": PostgresServer.host,
      "database/reader-endpoint": PostgresServer.host,
      "database/name": this.database.database,
      "cache/endpoint": "replaced-by-REDIS_URL",
      "cache/port": "6379",
      "identity/issuer": this.#identity.issuer,
      "identity/client-id": this.#identity.clientId,
    });
    this.aws.setSecret("origin", "secret-of-the-origin");
    this.aws.setSecret("session", "secret-of-the-sessions");
    this.#setDatabaseSecret(password);
  }

  async #openFrontDoor(): Promise<void> {
    this.#frontDoor = await startFrontDoor({
      invoke: (event) => this.invoke("api", event),
      authorizer: this.#identity,
      originSecret: () => this.aws.secret("origin"),
      siteFolder: join(workFolder, "no-site"),
      siteConfiguration: { environment: "tests", identity: this.#identity.site },
      isThrottled: () => this.isThrottled,
    });
    this.#stops.push(this.#frontDoor.stop);
  }

  #setDatabaseSecret(password: string): void {
    this.aws.setSecret("database", JSON.stringify({ username: this.databaseUser, password }));
  }

  get url(): string {
    return this.#frontDoor.url;
  }

  get identity(): Identity {
    return this.#identity;
  }

  secretTexts(): string[] {
    const kept = (["database", "origin", "session"] as const).map((name) => this.aws.secret(name));
    return [...kept, this.database.administrator.password, this.redis.password];
  }

  runtimeApi(name: FunctionName): RuntimeApi {
    return this.#runtimeApis.get(name)!;
  }

  environments(name: FunctionName): ExecutionEnvironment[] {
    return this.#environments.get(name) ?? [];
  }

  /** Log of all environments, also of ended ones. */
  log(): string {
    return [...this.#ended, ...[...this.#environments.values()].flat()].map(({ log }) => log).join("");
  }

  /** An environment more; it is used as soon as it asks for invocations. */
  launch(
    name: FunctionName,
    { command = commands[name], variables = {} }: Partial<Pick<EnvironmentOptions, "command" | "variables">> = {},
  ): ExecutionEnvironment {
    const environment = new ExecutionEnvironment({
      container: this.container,
      image: this.image,
      command,
      runtimeApi: this.runtimeApi(name).address,
      functionName: name,
      memoryMegabytes: 512,
      variables: { ...this.#variables(), ...variables },
    });
    this.enter(name, environment);
    return environment;
  }

  enter(name: FunctionName, environment: ExecutionEnvironment): void {
    this.#environments.set(name, [...this.environments(name), environment]);
  }

  #variables(): Record<string, string> {
    return {
      ENVIRONMENT: "tests",
      PARAMETER_PATH: AwsWorld.parameterPath,
      CSRF_PROTECTION: "enforce",
      AWS_ENDPOINT_URL: this.aws.url,
      REDIS_URL: this.redis.url,
      REDIS_CA_FILE: "/var/task/rds-ca.pem",
      PROBE_DATABASE_URL: this.database.url,
    };
  }

  /** Launches environments and waits until they ask for invocations. */
  async scale(name: FunctionName, count: number, command = commands[name] as readonly string[]): Promise<void> {
    for (let each = 0; each < count; each += 1) this.launch(name, { command });
    const { waiting, initErrors } = this.runtimeApi(name);
    await eventually(
      `${count} environments of ${name} are ready`,
      () => initErrors.length > 0 || waiting() >= count,
      START_MILLIS,
    );
    if (initErrors.length > 0) throw new Error(`${name} does not start\n${this.log()}`, { cause: initErrors[0] });
  }

  /** Kills every environment of the function. */
  async end(name: FunctionName): Promise<void> {
    const environments = this.environments(name);
    await Promise.all(environments.map((environment) => environment.stop()));
    this.#ended.push(...environments);
    this.#environments.delete(name);
    this.runtimeApi(name).abandon();
  }

  // Whatever the function answers; the tests say what they expect of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  invoke(name: FunctionName, event: unknown): Promise<any> {
    if (name === "api") this.apiInvocations += 1;
    return this.runtimeApi(name).invoke(event);
  }

  /** Through the front door, as browsers come. */
  request(method: string, target: string, options?: RequestOptions): Promise<Answer> {
    return send(this.url + target, method, options);
  }

  /** Past the authorizer and CloudFront: what the application itself makes of a request. */
  async requestDirectly(request: DirectRequest): Promise<Answer> {
    const originHeaders = { [originSecretHeader]: this.aws.secret("origin") };
    const { statusCode, headers, body } = await this.invoke("api", directEvent({ originHeaders, ...request }));
    return { status: statusCode, headers, text: body, json: JSON.parse(body) };
  }

  async customer(): Promise<SignedIn> {
    const id = randomUUID();
    const token = await this.#identity.issue(id);
    const { status, headers, json, text } = await this.request("POST", "/api/session", { token });
    if (status !== 201) throw new Error(`No session: ${status} ${text}\n${this.log().slice(-2000)}`);
    const cookie = headers["set-cookie"]!.split(";")[0]!;
    return { id, token, headers: { cookie, [csrfHeader]: json.csrfToken } };
  }

  placeOrder({ token, headers }: SignedIn, body: OrderBody, key: string | undefined): Promise<Answer> {
    const keyed = key === undefined ? headers : { ...headers, [idempotencyHeader]: key };
    return this.request("POST", "/api/orders", { token, headers: keyed, body });
  }

  async addProduct({ priceCents, stock }: { priceCents: number; stock: number }): Promise<string> {
    const id = randomUUID();
    const text = `INSERT INTO products (id, name, description, category, price_cents, stock)
      VALUES ($1, 'Lamp', 'Shines', 'light', $2, $3)`;
    await this.database.query(text, [id, priceCents, stock]);
    return id;
  }

  /** Ends the payment of an order without its workflow. */
  async markPaid(orderId: string): Promise<void> {
    await this.database.query("UPDATE orders SET status = 'paid', payment_token = NULL WHERE id = $1", [orderId]);
  }

  async stockOf(productId: string): Promise<number> {
    const rows = await this.database.query<{ stock: number }>("SELECT stock FROM products WHERE id = $1", [productId]);
    return rows[0]!.stock;
  }

  /** Rotates the credentials as the platform does; with `secret` the store has another value than the database. */
  async rotateDatabasePassword(password: string, secret = password): Promise<void> {
    await this.database.query(`ALTER ROLE ${this.databaseUser} PASSWORD '${password}'`);
    this.#setDatabaseSecret(secret);
  }

  /** Takes everything away, whatever of it fails; then says what failed. */
  async stop(): Promise<void> {
    const running = [...this.#environments.keys()].map((name) => () => this.end(name));
    const failures: unknown[] = [];
    for (const stop of [...this.#stops.splice(0), ...running].reverse()) {
      await Promise.resolve()
        .then(stop)
        .catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, "The world could not be taken away");
  }
}
