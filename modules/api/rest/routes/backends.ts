import type { ApiGatewayIntegrationConfig } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { isKnown, type RouteHandler, type StackLocation } from "../../../core";
import { literalText } from "../literal-text";
import type { MockTarget, StartExecutionTarget } from "./routes";
import { executionResponses, requestTemplate, type StartableStateMachine } from "./start-execution";

/** An answer that API Gateway writes. */
export interface BackendResponse {
  readonly status: string;
  /** Statuses of the backend that lead to the answer. @default all others */
  readonly pattern?: string;
  readonly template: string;
}

/** Integration of a method, and the answers that API Gateway writes for it. */
export interface Backend {
  readonly integration: Pick<
    ApiGatewayIntegrationConfig,
    "credentials" | "integrationHttpMethod" | "passthroughBehavior" | "requestTemplates" | "timeoutMilliseconds" | "uri"
  > & { readonly type: string };
  readonly responses: readonly BackendResponse[];
}

/** Longest wait of API Gateway for AWS services. */
const TIMEOUT_MS = 29_000;

/** A function, which reads the whole request and writes the whole answer. */
export function lambdaBackend({ invokeArn, timeoutSeconds }: RouteHandler): Backend {
  return {
    integration: {
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: invokeArn,
      timeoutMilliseconds: isKnown(timeoutSeconds) ? timeoutSeconds * 1_000 : TIMEOUT_MS,
    },
    responses: [],
  };
}

/** `StartExecution`, called with a role that may do nothing else. */
export function startExecutionBackend(
  { stateMachineArn }: StartableStateMachine,
  { input, executionName = [], executionNamePatterns = {}, executionAlreadyExists = "conflict" }: StartExecutionTarget,
  roleArn: string,
  { partition, region }: StackLocation,
): Backend {
  return {
    integration: {
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: `arn:${partition}:apigateway:${region}:states:action/StartExecution`,
      credentials: roleArn,
      // Requests of another content type than JSON are answered with 415.
      passthroughBehavior: "NEVER",
      requestTemplates: {
        "application/json": requestTemplate(stateMachineArn, input, executionName, executionNamePatterns),
      },
      timeoutMilliseconds: TIMEOUT_MS,
    },
    responses: executionResponses(executionAlreadyExists),
  };
}

/** A fixed answer. */
export function mockBackend({ status, body }: MockTarget): Backend {
  return {
    integration: {
      type: "MOCK",
      passthroughBehavior: "NEVER",
      requestTemplates: { "application/json": `{"statusCode":${status}}` },
    },
    responses: [{ status: String(status), template: body === undefined ? "" : mockText(body) }],
  };
}

/** `#` and `$` begin directives and references of templates; JSON can write them as escapes. */
function mockText(body: Readonly<Record<string, unknown>>): string {
  const escapes: Readonly<Record<string, string>> = { "#": String.raw`\u0023`, $: String.raw`\u0024` };
  return literalText(JSON.stringify(body).replace(/[#$]/g, (sign) => escapes[sign]!));
}
