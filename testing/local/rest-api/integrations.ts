import type { Invoke } from "../function";
import type { LocalStateMachine } from "../workflow/state-machine";
import { GatewayAnswer, jsonAnswer, type HttpAnswer } from "./answers";
import { proxyEvent, type AuthorizerValues, type RoutedRequest } from "./request";
import type { LocalTarget } from "./routes";

export interface Integrations {
  readonly functions: Readonly<Record<string, Invoke>>;
  readonly stateMachines: Readonly<Record<string, LocalStateMachine>>;
  readonly stage: string;
  readonly allowOrigin: string;
}

/** Passes a request to the target of its route. */
export function integrate(
  integrations: Integrations,
  request: RoutedRequest,
  authorizer: AuthorizerValues | undefined,
): Promise<HttpAnswer> {
  const { target } = request.route;
  return target.type === "lambda"
    ? invokeFunction(integrations, target.handler, request, authorizer)
    : startExecution(integrations, target, request, authorizer ?? {});
}

async function invokeFunction(
  { functions, stage }: Integrations,
  name: string,
  request: RoutedRequest,
  authorizer: AuthorizerValues | undefined,
): Promise<HttpAnswer> {
  const result = await functions[name]!(proxyEvent(request, stage, authorizer)).catch(failed);
  const { statusCode, headers, body } = (result ?? {}) as { statusCode?: unknown; headers?: object; body?: unknown };
  if (typeof statusCode !== "number" || typeof body !== "string") throw new GatewayAnswer(502, "Internal server error");
  return { status: statusCode, headers: { ...headers }, body };
}

function failed(error: unknown): never {
  if (error instanceof Error && error.name === "Sandbox.Timedout")
    throw new GatewayAnswer(504, "Endpoint request timed out");
  throw new GatewayAnswer(502, "Internal server error");
}

const ALREADY_STARTED = { code: "already-started", message: "An execution of this name exists already" };
const INVALID_NAME = {
  code: "invalid-request",
  message: "The idempotency key or another part of the name is invalid",
};

/** Builds the call of Step Functions as the mapping template of the module `api/rest` does. */
async function startExecution(
  { stateMachines, allowOrigin }: Integrations,
  target: Extract<LocalTarget, { type: "start-execution" }>,
  { body, headers, pathParameters }: RoutedRequest,
  authorizer: AuthorizerValues,
): Promise<HttpAnswer> {
  const { stateMachine, input, executionName, executionNamePatterns = {}, executionAlreadyExists } = target;
  const values = { context: authorizer, header: headers, path: pathParameters };
  const valueOf = (source: string): unknown => {
    if (source === "body") return JSON.parse(body);
    if (source.startsWith("body:")) return (JSON.parse(body) as Record<string, unknown>)[source.slice("body:".length)];
    const [kind, name] = source.split(":") as [keyof typeof values, string];
    return values[kind][kind === "header" ? name.toLowerCase() : name] ?? "";
  };
  const fields = Object.fromEntries(Object.entries(input).map(([field, source]) => [field, valueOf(source)]));
  const namePart = (source: string): unknown => {
    const value = valueOf(source);
    // Step Functions refuses a name with an asterisk.
    return new RegExp(`^(?:${executionNamePatterns[source] ?? ".*"})$`, "s").test(String(value)) ? value : "*";
  };
  const name = executionName.map(namePart).join("-");
  const problem = stateMachines[stateMachine]!.start(name, JSON.stringify(fields));
  const cors = { "access-control-allow-origin": allowOrigin };
  if (problem === "ExecutionAlreadyExists" && executionAlreadyExists === "accepted") return jsonAnswer(202, {}, cors);
  if (problem === "ExecutionAlreadyExists") return jsonAnswer(409, ALREADY_STARTED, cors);
  if (problem === "InvalidName") return jsonAnswer(400, INVALID_NAME, cors);
  return jsonAnswer(202, { id: name }, cors);
}
