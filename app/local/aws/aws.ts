import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson, readText, serveHttp } from "../http/http-server";
import type { AwsBackends, Fields, Operations } from "./operations";
import { queueOperations } from "./queue-operations";

/** One call that the application made. */
export interface AwsCall {
  /** Service and operation, as the protocol writes them: `AmazonSSM.GetParametersByPath`. */
  readonly operation: string;
  readonly input: Fields;
}

/** Answers the calls that the application makes to SSM, Secrets Manager, SQS and Step Functions. */
export interface LocalAws {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** By full name. */
  readonly parameters: Map<string, string>;
  /** Texts by ARN; setting a secret again rotates it. */
  readonly secrets: Map<string, string>;
  readonly calls: readonly AwsCall[];
  /** Number of calls of the operation, limited to the secret or path of this name if one is given. */
  count(operation: string, name?: string): number;
  stop(): Promise<void>;
}

/** Texts by ARN, with the previous text of each. */
class Secrets extends Map<string, string> {
  readonly previous = new Map<string, string>();

  override set(arn: string, text: string): this {
    const present = this.get(arn);
    if (present !== undefined) this.previous.set(arn, present);
    return super.set(arn, text);
  }
}

/** Limit of SSM for one page. */
const PAGE_SIZE = 10;

/** An error with AWS's error type. */
class AwsError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export async function startAws(backends: AwsBackends, port = 0): Promise<LocalAws> {
  const parameters = new Map<string, string>();
  const secrets = new Secrets();
  const calls: AwsCall[] = [];
  const operations = operationsOn(backends, parameters, secrets);
  const server = await serveHttp(async (request, response) => {
    const call = { operation: String(request.headers["x-amz-target"]), input: await readInput(request) };
    calls.push(call);
    await answer(operations, call, response);
  }, port);
  return {
    url: `http://127.0.0.1:${server.port}`,
    parameters,
    secrets,
    calls,
    count: (operation, name) =>
      calls.filter(
        ({ operation: called, input }) =>
          called === operation && (name === undefined || Object.values(input).includes(name)),
      ).length,
    stop: () => server.stop(),
  };
}

async function readInput(request: IncomingMessage): Promise<Fields> {
  return JSON.parse((await readText(request)) || "{}") as Fields;
}

async function answer(operations: Operations, { operation, input }: AwsCall, response: ServerResponse): Promise<void> {
  try {
    const run = operations[operation];
    if (!run) throw new AwsError("UnknownOperationException", operation);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    answerJson(response, 200, await run(input, gone.signal), { "content-type": "application/x-amz-json-1.1" });
  } catch (error) {
    const { type, status, message } =
      error instanceof AwsError ? error : new AwsError("InternalServerError", String(error), 500);
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": type };
    answerJson(response, status, { __type: type, message }, headers);
  }
}

function operationsOn(backends: AwsBackends, parameters: ReadonlyMap<string, string>, secrets: Secrets): Operations {
  return {
    "AmazonSSM.GetParameter": ({ Name }) => ({ Parameter: parameter(parameters, String(Name)) }),
    "AmazonSSM.GetParametersByPath": (input) => parametersBelow(parameters, input),
    "secretsmanager.GetSecretValue": (input) => secretVersion(secrets, input),
    ...queueOperations(backends),
    "AWSStepFunctions.StartExecution": async ({ stateMachineArn, name, input }) => {
      const isNew = await backends.startExecution(String(name), String(input));
      if (!isNew) throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${String(name)}'`);
      const executionArn = `${String(stateMachineArn).replace(":stateMachine:", ":execution:")}:${String(name)}`;
      return { executionArn, startDate: Date.now() / 1000 };
    },
  };
}

function parameter(parameters: ReadonlyMap<string, string>, name: string): Fields {
  const value = parameters.get(name);
  if (value === undefined) throw new AwsError("ParameterNotFound", name);
  return { Name: name, Value: value, Type: "String", Version: 1 };
}

function parametersBelow(parameters: ReadonlyMap<string, string>, { Path, NextToken }: Fields): Fields {
  const names = [...parameters.keys()].filter((name) => name.startsWith(`${String(Path)}/`)).sort();
  const start = Number(NextToken ?? 0);
  const next = start + PAGE_SIZE < names.length ? { NextToken: String(start + PAGE_SIZE) } : {};
  return { Parameters: names.slice(start, start + PAGE_SIZE).map((name) => parameter(parameters, name)), ...next };
}

function secretVersion(secrets: Secrets, { SecretId, VersionStage = "AWSCURRENT" }: Fields): Fields {
  const arn = String(SecretId);
  const text = (VersionStage === "AWSPREVIOUS" ? secrets.previous : secrets).get(arn);
  if (text === undefined) throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the secret.");
  return { ARN: arn, Name: arn.split(":").at(-1), SecretString: text, VersionStages: [VersionStage] };
}
