import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { TerraformJson } from "../../../modules/core";
import { providerSchemas } from "../schema/required-providers";
import { knownData, type DataValues } from "./data-values";
import { expectedValues } from "./expected-values";
import { checkEphemeral, checkFunctions } from "./functions";
import { failedError } from "../../runner/command/exit-codes";
import { providerService, type Method } from "./protocol";
import { StandInProvider, type ExistingResources } from "./stand-in-provider";

/** Providers that run in this process. */
export interface AttachedProviders {
  /** For `TF_REATTACH_PROVIDERS`. */
  readonly attachment: string;
  close(): void;
}

/**
 * Starts a stand-in for each provider that the configurations require. Terraform must not be run synchronously,
 * because this process answers its calls.
 *
 * @param values - attributes of data sources.
 * @param except - local names of providers that Terraform installs.
 * @param existing - resources that can be imported with their attributes.
 * @throws ToolError (missing) if a provider has no installed bindings, ToolError for provider functions that the
 * stand-in does not know, and if no port of the loopback interface is free.
 */
export async function attachProviders(
  configs: readonly TerraformJson[],
  values: DataValues = {},
  except: readonly string[] = [],
  existing: ExistingResources = new Map(),
): Promise<AttachedProviders> {
  checkFunctions(configs);
  checkEphemeral(configs);
  const [expected, data] = [expectedValues(configs), knownData(values, configs)];
  const servers: Server[] = [];
  const attachments: Record<string, object> = {};
  for (const [address, schema] of Object.entries(providerSchemas(configs, except))) {
    const handlers = handlersOf(new StandInProvider(schema, expected, data, existing));
    const { server, reattachment } = await serve(providerService(), handlers);
    servers.push(server);
    attachments[address] = reattachment;
  }
  return { attachment: JSON.stringify(attachments), close: () => servers.forEach((server) => server.forceShutdown()) };
}

/**
 * Starts the server of a provider.
 *
 * @returns it, its port, and what `TF_REATTACH_PROVIDERS` says about it.
 * @throws ToolError if no port of the loopback interface is free.
 */
export async function serve(service: ServiceDefinition, handlers: UntypedServiceImplementation) {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(service, handlers);
  const port = await listen(server);
  return { server, port, reattachment: reattachment(port) };
}

/** TCP, because only TCP peers have addresses, which identify the aliases of a provider. */
function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(failedError(`a provider cannot listen on 127.0.0.1: ${error.message}`)) : resolve(port),
    ),
  );
}

function reattachment(port: number) {
  return {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    // Without it, Terraform kills the process of the provider.
    Test: true,
    Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
  };
}

function handlersOf(provider: StandInProvider) {
  const methods = Object.keys(provider.methods) as Method[];
  return Object.fromEntries(methods.map((method) => [method, unary(provider, method)]));
}

function unary(provider: StandInProvider, method: Method) {
  return (call: ServerUnaryCall<object, object>, done: sendUnaryData<object>): void => {
    try {
      done(null, provider.methods[method](call.request as never, call.getPeer()));
    } catch (error) {
      done({ code: status.INTERNAL, details: `stand-in provider, ${method}: ${(error as Error).stack}` });
    }
  };
}
