// Runtime of an execution environment: asks the Runtime API for events and passes them to the function.
import fs from "node:fs";
import { request } from "node:http";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");

/** Without the time limits that `fetch` has: an environment may wait for its next event for hours. */
function call(method, path, value) {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path: `/2018-06-01/runtime/${path}` }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () => resolve({ headers: response.headers, text })).on("error", reject);
    });
    sent.on("error", reject).end(value === undefined ? undefined : JSON.stringify(value));
  });
}

const described = (error) => ({ errorType: error?.name ?? "Error", errorMessage: String(error?.message ?? error) });

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: "$LATEST",
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - MachineDate.now()),
  };
}

const { LOCAL_CLOCK_FILE: clockFile } = process.env;
const MachineDate = Date;
let ahead = 0;

/** Lets the function see the time of the system's clock. */
function followClock() {
  globalThis.Date = class extends MachineDate {
    constructor(...values) {
      super(...(values.length > 0 ? values : [MachineDate.now() + ahead]));
    }

    static now() {
      return MachineDate.now() + ahead;
    }
  };
}

async function answerNext(handler) {
  const { headers, text } = await call("GET", "invocation/next");
  const id = headers["lambda-runtime-aws-request-id"];
  if (clockFile) ahead = Number(fs.readFileSync(clockFile, "utf8"));
  try {
    const result = await handler(JSON.parse(text), contextOf(headers));
    await call("POST", `invocation/${id}/response`, result ?? null);
  } catch (error) {
    await call("POST", `invocation/${id}/error`, described(error));
  }
}

try {
  if (clockFile) followClock();
  const { handler } = await import(pathToFileURL(process.argv[2]).href);
  for (;;) await answerNext(handler);
} catch (error) {
  await call("POST", "init/error", described(error)).catch(() => undefined);
  process.exit(1);
}
