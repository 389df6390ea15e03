import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new SFNClient(awsClient));

/** Starts an execution. @returns false if there is one of this name with another input, or one that has ended. */
export async function startExecution(stateMachineArn: string, name: string, input: object): Promise<boolean> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return true;
  } catch (error) {
    if ((error as Error).name === "ExecutionAlreadyExists") return false;
    throw error;
  }
}
