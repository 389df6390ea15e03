import type { FunctionName, Target } from "../../functions/contract";
import type { Invoke } from "../lambda/local-function";
import type { LocalStateMachine } from "../state-machine";
import { GatewayAnswer, jsonAnswer, type HttpAnswer } from "./answers";
import { proxyEvent, type AuthorizerValues, type RoutedRequest } from "./request";

export interface Integrations {
  readonly functions: Readonly<Record<FunctionName, Invoke>>;
  readonly payment: LocalStateMachine;
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
  name: FunctionName,
  request: RoutedRequest,
  authorizer: AuthorizerValues | undefined,
): Promise<HttpAnswer> {
  const result = await functions[name](proxyEvent(request, stage, authorizer)).catch(failed);
  const { statusCode, headers, body } = (result ?? {}) as { statusCode?: unknown; headers?: object; body?: unknown };
  if (typeof statusCode !== "number" || typeof body !== "string") throw new GatewayAnswer(502, "Internal server error");
  return { status: statusCode, headers: { ...headers }, body };
}

function failed(error: unknown): never {
  if (error instanceof Error && error.name === "Sandbox.Timedout")
    throw new GatewayAnswer(504, "Endpoint request timed out");
  throw new GatewayAnswer(502, "Internal server error");
}

/** Builds the call of Step Functions as the mapping template of the module `api/rest` does. */
async function startExecution(
  { payment, allowOrigin }: Integrations,
  { input, executionName }: Extract<Target, { type: "start-execution" }>,
  { body, headers }: RoutedRequest,
  authorizer: AuthorizerValues,
): Promise<HttpAnswer> {
  const valueOf = (source: string): unknown => {
    const [kind, name = ""] = source.split(":");
    if (kind === "body") return JSON.parse(body);
    return (kind === "context" ? authorizer[name] : headers[name.toLowerCase()]) ?? "";
  };
  const fields = Object.fromEntries(Object.entries(input).map(([field, source]) => [field, valueOf(source)]));
  const name = executionName.map(valueOf).join("-");
  const problem = payment.start(name, JSON.stringify(fields));
  const cors = { "access-control-allow-origin": allowOrigin };
  if (problem === "ExecutionAlreadyExists") return jsonAnswer(409, { message: "Already started" }, cors);
  if (problem === "InvalidName") return jsonAnswer(400, { message: "Invalid name" }, cors);
  return jsonAnswer(202, { id: name }, cors);
}
