import { arn, type Grantee, type Rule } from "../../../core";

/** A standard state machine, such as a `StateMachine`. */
export interface StartableStateMachine {
  /** ARN of the state machine, in the region of the API. */
  readonly stateMachineArn: string;
  /** Express state machines are refused: their executions would not answer, and could run twice. */
  readonly type: "STANDARD" | "EXPRESS";
  /** Region of the state machine, for an ARN that is unknown until plan. @default not compared */
  readonly region?: string;
  /** Allows the grantee to start executions. */
  grantStart(grantee: Grantee): void;
}

/**
 * A part of the request: the validated JSON body, a text in it (`body:orderId`), the request id, a parameter, a claim
 * of the Cognito token, or a value of the Lambda authorizer's context (`principalId` among them). Everything but the
 * body is text; absent values are empty.
 */
export type ExecutionInput =
  | "body"
  | `body:${string}`
  | "request-id"
  | `path:${string}`
  | `query:${string}`
  | `header:${string}`
  | `claim:${string}`
  | `context:${string}`;

interface Source {
  readonly kind: string;
  readonly name: string;
}

export function parseSource(source: ExecutionInput): Source {
  const [kind, ...name] = source.split(":");
  return { kind: kind!, name: name.join(":") };
}

/** Body of `StartExecution` as a template of API Gateway, for requests of one content type. */
export function requestTemplate(
  stateMachineArn: string,
  input: Readonly<Record<string, ExecutionInput>>,
  executionName: readonly ExecutionInput[],
  patterns: Readonly<Record<string, string>>,
): string {
  const fields = Object.entries(input).map(([field, source]) => String.raw`\"${field}\":${fieldValue(source)}`);
  const name = executionName.map((source) => namePart(source, patterns[source])).join("-");
  return [
    `{"stateMachineArn":"${stateMachineArn}"`,
    ...(name === "" ? [] : [`"name":"${name}"`]),
    `"input":"{${fields.join(",")}}"}`,
  ].join(",");
}

/** Step Functions refuses names with an asterisk, so that a value outside its pattern starts nothing. */
function namePart(source: ExecutionInput, pattern: string | undefined): string {
  const text = textOf(source);
  return pattern === undefined ? escaped(text) : `#if(${text}.matches('${pattern}'))${escaped(text)}#else*#end`;
}

/** The input is JSON within a JSON string: the body is escaped once, text once for each of the two. */
function fieldValue(source: ExecutionInput): string {
  return source === "body" ? escaped("$input.json('$')") : String.raw`\"${escaped(escaped(textOf(source)))}\"`;
}

/** JavaScript escapes an apostrophe, which JSON refuses. */
function escaped(expression: string): string {
  return String.raw`$util.escapeJavaScript(${expression}).replaceAll("\\'","'")`;
}

/** A quoted reference with `!` is empty where the value is absent. */
function textOf(source: ExecutionInput): string {
  const { kind, name } = parseSource(source);
  if (kind === "request-id") return "$context.requestId";
  if (kind === "body") return `$input.path('$.${name}')`;
  if (kind === "claim") return `"$!context.authorizer.claims${propertyOf(name)}"`;
  if (kind === "context") return `"$!context.authorizer${propertyOf(name)}"`;
  return `$input.params('${name}')`;
}

/** Names of claims may have a colon: `cognito:username`. */
function propertyOf(name: string): string {
  return /^\w+$/.test(name) ? `.${name}` : `['${name}']`;
}

/** Answers to the errors of `StartExecution` that are the caller's. */
const START_REFUSALS = {
  ExecutionAlreadyExists: { code: "already-started", message: "An execution of this name exists already" },
  InvalidName: { code: "invalid-request", message: "The idempotency key or another part of the name is invalid" },
} as const;

/** Answer to the name of an execution that has ended or has another input. */
export type ExistingExecution = "conflict" | "accepted";

/** Answers by HTTP status, with the pattern of the statuses of Step Functions that lead to each. */
export function executionResponses(existing: ExistingExecution) {
  return [
    { status: "202", pattern: undefined, template: acceptedTemplate() },
    { status: "400", pattern: String.raw`4\d\d`, template: refusedTemplate(existing) },
    { status: "500", pattern: String.raw`5\d\d`, template: '{"message":"Internal server error"}' },
  ];
}

/** The last part of the execution's ARN is its name, and the ARN stays inside. */
function acceptedTemplate(): string {
  return [
    "#set($arn = $input.path('$.executionArn'))",
    "#set($start = $arn.lastIndexOf(':') + 1)",
    '{"id":"$arn.substring($start)"}',
  ].join("");
}

/** Of the errors with status 400, two are the caller's. */
function refusedTemplate(existing: ExistingExecution): string {
  const [status, body] = existing === "accepted" ? [202, {}] : [409, START_REFUSALS.ExecutionAlreadyExists];
  return [
    "#set($type = $input.path('$.__type'))",
    "#if($type.contains('ExecutionAlreadyExists'))",
    `#set($context.responseOverride.status = ${status})${JSON.stringify(body)}`,
    `#elseif($type.contains('InvalidName'))${JSON.stringify(START_REFUSALS.InvalidName)}`,
    '#else#set($context.responseOverride.status = 500){"message":"Internal server error"}#end',
  ].join("");
}

/** Accepts ARNs of state machines in the region of an API. */
export function stateMachineArn(region: string): Rule<string> {
  const parts = { of: "a state machine", service: "states", resource: /stateMachine:[\w-]{1,80}/, region };
  return arn(parts, "pass a state machine of the API's region");
}
