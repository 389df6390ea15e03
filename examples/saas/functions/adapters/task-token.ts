import { SendTaskHeartbeatCommand, SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new SFNClient(awsClient));

/** Errors of a token whose state has ended: somebody else has resumed it, or it has given up. */
const ENDED = new Set(["TaskDoesNotExist", "TaskTimedOut", "InvalidToken"]);

/** Resumes the state that waits with the token. */
export async function resume(taskToken: string): Promise<void> {
  await unlessEnded(client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })));
}

/** Tells the state that waits with the token that the work goes on. */
export async function sendHeartbeat(taskToken: string): Promise<void> {
  await unlessEnded(client.send(new SendTaskHeartbeatCommand({ taskToken })));
}

async function unlessEnded(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!ENDED.has((error as Error).name)) throw error;
  }
}
