import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import { Client, credentials, status, type CallOptions, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import { failedError } from "../../runner/command/exit-codes";
import { closedEnvironment } from "../../runner/terraform/terraform";
import { providerService, type Method } from "../provider/protocol";
import { FORWARDED, type Call } from "./forwarded-calls";

/** Shows a plugin that Terraform starts it; not a secret. Source: terraform-plugin-go, package tf5server. */
const COOKIE = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5",
};

/** Time for one answer. A provider that asks AWS gets none. */
const TIMEOUT_MS = 60_000;

/** Time for a process that broke a connection to exit. */
const EXIT_MS = 5_000;

/** Characters of a crash report that an error quotes. The stacks of all goroutines have many more. */
const REPORT_LENGTH = 4_000;

/** A running provider. */
export class ProviderProcess {
  private readonly service = providerService();
  private readonly closed: Promise<void>;
  private unanswered = 0;
  private errors = "";

  private readonly client: Client;

  private constructor(
    private readonly executable: string,
    private readonly child: ChildProcess,
    private readonly address: string,
  ) {
    this.client = clientOf(address);
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.errors = (this.errors + text).slice(-100_000);
    });
    this.closed = new Promise((resolve) => child.once("close", () => resolve()));
  }

  /**
   * Starts the executable of a provider, as Terraform does, in an environment from which it cannot reach an AWS
   * account.
   *
   * @param cwd - folder that relative paths in a configuration start from.
   * @throws ToolError if the executable cannot be started or does not speak version 5 of the protocol.
   */
  static async start(
    executable: string,
    environment: Readonly<NodeJS.ProcessEnv> = closedEnvironment(process.env),
    cwd?: string,
  ): Promise<ProviderProcess> {
    const env = { ...environment, ...COOKIE };
    const child = spawn(executable, [], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    try {
      return new ProviderProcess(executable, child, addressIn(executable, await firstLine(executable, child)));
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  /** True if the process runs and has answered every call. */
  get isIdle(): boolean {
    return this.unanswered === 0 && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @throws ToolError if the provider does not answer, within a minute, as after a panic. */
  call(method: Method, request: object): Promise<unknown> {
    const definition = this.service[method] as MethodDefinition<object, unknown>;
    return this.answer(definition, request, { deadline: Date.now() + TIMEOUT_MS }).catch((error: ServiceError) => {
      throw failedError(`${this.executable}: ${method}: ${error.details}`);
    });
  }

  /**
   * Forwards an encoded call, without a time limit.
   *
   * @throws ServiceError of the provider; ToolError with the crash report if the process ended.
   */
  async forward(call: Call, request: Buffer): Promise<Buffer> {
    try {
      return await this.answer(FORWARDED[call], request, {});
    } catch (error) {
      if ((error as ServiceError).code !== status.UNAVAILABLE) throw error;
      await Promise.race([this.closed, new Promise((resolve) => setTimeout(resolve, EXIT_MS).unref())]);
      throw failedError(`${this.executable} ended during ${call}: ${crashReport(this.errors)}`);
    }
  }

  stop(): void {
    this.client.close();
    this.child.kill();
    // The provider leaves its socket, unlike one that Terraform asks to end.
    if (this.address.startsWith("unix:")) fs.rmSync(this.address.slice("unix:".length), { force: true });
  }

  private async answer<In, Out>(
    { path, requestSerialize, responseDeserialize }: MethodDefinition<In, Out>,
    request: In,
    options: CallOptions,
  ): Promise<Out> {
    this.unanswered++;
    try {
      return await new Promise<Out>((resolve, reject) =>
        this.client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          options,
          (error, response) => (error ? reject(error) : resolve(response!)),
        ),
      );
    } finally {
      this.unanswered--;
    }
  }
}

/** The panic in what a provider printed, or else the end of it. */
function crashReport(errors: string): string {
  const start = errors.indexOf("panic:");
  return (start < 0 ? errors.slice(-REPORT_LENGTH) : errors.slice(start, start + REPORT_LENGTH)).trim();
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
  const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  return new Client(address, credentials.createInsecure(), unlimited);
}
