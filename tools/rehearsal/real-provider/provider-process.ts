import { spawn, type ChildProcess } from "node:child_process";
import { credentials, makeClientConstructor, type CallOptions, type Client, type ServiceError } from "@grpc/grpc-js";
import { failedError } from "../../runner/command/exit-codes";
import { closedEnvironment } from "../../runner/terraform/terraform";
import { providerService, type Method } from "../provider/protocol";

/** Shows a plugin that Terraform starts it; not a secret. Source: terraform-plugin-go, package tf5server. */
const COOKIE = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5",
};

/** Time for one answer. A provider that asks AWS gets none. */
const TIMEOUT_MS = 60_000;

/** A running provider. */
export class ProviderProcess {
  private constructor(
    private readonly executable: string,
    private readonly child: ChildProcess,
    private readonly client: Client,
  ) {}

  /**
   * Starts the executable of a provider, as Terraform does, in an environment from which it cannot reach an AWS
   * account.
   *
   * @throws ToolError if the executable cannot be started or does not speak version 5 of the protocol.
   */
  static async start(executable: string): Promise<ProviderProcess> {
    const env = { ...closedEnvironment(process.env), ...COOKIE };
    const child = spawn(executable, [], { env, stdio: ["ignore", "pipe", "ignore"] });
    try {
      return new ProviderProcess(
        executable,
        child,
        clientOf(addressIn(executable, await firstLine(executable, child))),
      );
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  /** @throws ToolError if the provider does not answer, within a minute, as after a panic. */
  call(method: Method, request: object): Promise<unknown> {
    type Done = (error: ServiceError | null, response: unknown) => void;
    type Stub = (request: object, options: CallOptions, done: Done) => void;
    const stub = (this.client as unknown as Readonly<Record<Method, Stub>>)[method];
    return new Promise((resolve, reject) =>
      stub.call(this.client, request, { deadline: Date.now() + TIMEOUT_MS }, (error, response) =>
        error ? reject(failedError(`${this.executable}: ${method}: ${error.details}`)) : resolve(response),
      ),
    );
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }
}

function firstLine(executable: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(failedError(`${executable}: ${reason}`));
    child.once("error", ({ message }) => fail(message));
    child.once("exit", (code) => fail(`ended with exit code ${code} before it answered`));
    child.stdout!.once("data", (text: Buffer) => resolve(text.toString().trim()));
  });
}

/** @param handshake - `1|5|unix|/tmp/plugin1|grpc|`, or with `tcp` and a port. */
function addressIn(executable: string, handshake: string): string {
  const [, protocol, network, address] = handshake.split("|");
  if (protocol !== "5" || !address) throw failedError(`${executable}: "${handshake}" is no handshake of protocol 5`);
  return network === "unix" ? `unix:${address}` : address;
}

function clientOf(address: string): Client {
  const Provider = makeClientConstructor(providerService(), "Provider");
  const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  return new Provider(address, credentials.createInsecure(), unlimited);
}
