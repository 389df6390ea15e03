import { connect } from "node:net";
import {
  containerCommands,
  originSecretHeader,
  type ContainerCommand,
  type FunctionName,
  type ParameterName,
} from "../../../contract";
import { freePort } from "../../../local/http/ports";
import { variableOf } from "../../../src/settings";
import { ExecutionEnvironment } from "./environment";
import { eventually } from "./eventually";
import { send, type Answer, type DirectRequest, type RequestOptions } from "./requests";
import { begin, ContainerWorld, startWorld } from "./world";

/** Places where the API of the image runs: the functions behind API Gateway, or a process behind a load balancer. */
export const hosts = [
  ["in Lambda", (environments = 1) => startWorld({ api: environments })],
  ["in a container service", startServiceWorld],
] as const satisfies readonly (readonly [string, (environments?: number) => Promise<ContainerWorld>])[];

/** Starts the image's API as one process of a container service. */
export async function startServiceWorld(): Promise<ServiceWorld> {
  return begin(new ServiceWorld(await freePort(), await freePort()), { api: 1 });
}

/** The same world, with the API in processes of the command `serve`, configured by environment variables. */
export class ServiceWorld extends ContainerWorld {
  override readonly hasGateway = false;
  readonly #port: number;

  constructor(redisPort: number, port: number) {
    super(redisPort);
    this.#port = port;
  }

  override get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** With the header of CloudFront. */
  override request(method: string, target: string, options: RequestOptions = {}): Promise<Answer> {
    const headers = { [originSecretHeader]: this.aws.secret("origin"), ...options.headers };
    return send(this.url + target, method, { ...options, headers });
  }

  override async scale(name: FunctionName, count: number, command?: readonly string[]): Promise<void> {
    if (name !== "api") return super.scale(name, count, command);
    this.enter("api", this.run("serve"));
    await eventually("the port is open", () => accepts(this.#port));
  }

  /** With a token of the claims, because nothing is in front of the application. */
  override async requestDirectly({ method, target, claims, originHeaders }: DirectRequest): Promise<Answer> {
    const token = claims && (await this.identity.issue(claims["sub"]!, claims));
    return this.request(method, target, { token, headers: originHeaders });
  }

  /** Starts a process of a container command. */
  run(command: ContainerCommand, variables: Readonly<Record<string, string>> = {}): ExecutionEnvironment {
    return new ExecutionEnvironment({
      container: this.container,
      image: this.image,
      command: containerCommands[command],
      runtimeApi: undefined,
      functionName: command,
      memoryMegabytes: 512,
      variables: { ...this.#variables(), ...variables },
    });
  }

  #variables(): Record<string, string> {
    const parameters = this.aws.parameters().map(([name, value]) => [variableOf(name as ParameterName), value]);
    return {
      ...Object.fromEntries(parameters),
      ENVIRONMENT: "tests",
      CSRF_PROTECTION: "enforce",
      PORT: String(this.#port),
      AWS_ENDPOINT_URL: this.aws.url,
      REDIS_URL: this.redis.url,
      REDIS_CA_FILE: "/var/task/rds-ca.pem",
    };
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
