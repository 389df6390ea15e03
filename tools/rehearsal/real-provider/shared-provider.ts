import net from "node:net";
import { status, type sendUnaryData, type ServerUnaryCall, type ServiceError } from "@grpc/grpc-js";
import type { Attached, RunContext } from "../../runner/terraform/workspace";
import { serve } from "../provider/server";
import { FORWARDED, type Call } from "./forwarded-calls";
import { ProviderProcess } from "./provider-process";
import { schemaExcerpt } from "./schema-excerpt";

/** A process of the provider that one run of Terraform has, so that a crash concerns no other run. */
interface Lease {
  /** Folder, environment and configuration of the process. */
  readonly key: string;
  readonly process: ProviderProcess;
  /** True if the process has the configuration from an earlier run. */
  readonly isConfigured: boolean;
  /** False after an interruption, and if the provider had to say something about its configuration. */
  isReusable: boolean;
}

/** Processes that wait for a run of Terraform. Each takes about 200 MB of memory. */
const IDLE_LIMIT = 4;

/**
 * Processes of the AWS provider that consecutive runs of Terraform use. Without it, each run hashes the executable,
 * starts it several times and asks for its schema. A process receives one configuration in its life.
 */
export class SharedProvider {
  private readonly idle: Lease[] = [];
  private schema?: Promise<Buffer>;
  private isClosed = false;

  /** @param executable - finds the executable; called when Terraform first needs the provider. */
  constructor(private readonly executable: () => Promise<string>) {}

  /**
   * Serves the provider to one run of Terraform, which starts it itself if the loopback interface is down.
   *
   * @param names - names that may be types of the run, which are all that it receives schemas of. @default all types
   */
  async attach(context: RunContext, names?: ReadonlySet<string>): Promise<Attached> {
    const run = new TerraformRun(this, context, names);
    const handlers = (Object.keys(FORWARDED) as Call[]).map((call) => [call, handlerOf(run, call)] as const);
    const { server, port, reattachment } = await serve(FORWARDED, Object.fromEntries(handlers));
    const attachments = (await isReachable(port)) ? { "registry.terraform.io/hashicorp/aws": reattachment } : {};
    return {
      attachment: JSON.stringify(attachments),
      close: () => {
        server.forceShutdown();
        run.end();
      },
    };
  }

  /** Stops the idle processes, and the others when their runs end. */
  close(): void {
    this.isClosed = true;
    this.idle.splice(0).forEach(({ process }) => process.stop());
  }

  /** @returns an idle process with the key, or a new one without a configuration. */
  async take(key: string, { cwd, env }: RunContext): Promise<Lease> {
    const index = this.idle.findIndex((one) => one.key === key && one.process.isIdle);
    const [idle] = index < 0 ? [] : this.idle.splice(index, 1);
    if (idle) return { ...idle, isConfigured: true };
    const process = await ProviderProcess.start(await this.executable(), env, cwd);
    return { key, process, isConfigured: false, isReusable: true };
  }

  giveBack(lease: Lease): void {
    if (lease.isReusable && lease.process.isIdle && !this.isClosed) this.idle.push(lease);
    else lease.process.stop();
    this.idle.splice(0, this.idle.length - IDLE_LIMIT).forEach(({ process }) => process.stop());
  }

  /** The schema, which is the same for every process. */
  schemaOf(process: ProviderProcess, request: Buffer): Promise<Buffer> {
    this.schema ??= process.forward("GetSchema", request).catch((error) => {
      this.schema = undefined;
      throw error;
    });
    return this.schema;
  }
}

/** One run of Terraform. Each of its connections is an instance of the provider. */
class TerraformRun {
  private readonly leases: Promise<Lease>[] = [];
  private readonly configured = new Map<string, Promise<Lease>>();
  private unconfigured?: Promise<Lease>;

  constructor(
    private readonly provider: SharedProvider,
    private readonly context: RunContext,
    private readonly names?: ReadonlySet<string>,
  ) {}

  async answer(call: Call, request: Buffer, connection: string): Promise<Buffer> {
    if (call === "Configure") return this.configure(request, connection);
    const lease = await (this.configured.get(connection) ?? (this.unconfigured ??= this.take("")));
    if (call === "GetSchema") {
      const schema = await this.provider.schemaOf(lease.process, request);
      return this.names ? schemaExcerpt(schema, this.names) : schema;
    }
    if (call === "Stop") lease.isReusable = false;
    return lease.process.forward(call, request);
  }

  end(): void {
    for (const lease of this.leases) {
      lease.then(
        (one) => this.provider.giveBack(one),
        () => undefined,
      );
    }
  }

  private async configure(request: Buffer, connection: string): Promise<Buffer> {
    const taken = this.take(request.toString("base64"));
    this.configured.set(connection, taken);
    const lease = await taken;
    if (lease.isConfigured) return NO_DIAGNOSTICS;
    const response = await lease.process.forward("Configure", request);
    lease.isReusable = response.equals(NO_DIAGNOSTICS);
    return response;
  }

  private take(configuration: string): Promise<Lease> {
    const lease = this.provider.take(JSON.stringify([this.context, configuration]), this.context);
    this.leases.push(lease);
    return lease;
  }
}

/** The encoded `Configure.Response` of a provider that accepts its configuration. */
const NO_DIAGNOSTICS = Buffer.alloc(0);

function isReachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const answer = (isConnected: boolean): void => {
      socket.destroy();
      resolve(isConnected);
    };
    socket.once("connect", () => answer(true)).once("error", () => answer(false));
  });
}

function handlerOf(run: TerraformRun, call: Call) {
  return (request: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>): void => {
    run.answer(call, request.request, request.getPeer()).then(
      (response) => done(null, response),
      (error: Partial<ServiceError> & Error) =>
        done({ code: error.code ?? status.INTERNAL, details: error.details ?? error.message }),
    );
  };
}
