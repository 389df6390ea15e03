import type { SFNClient } from "@aws-sdk/client-sfn";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { PaymentWorkflow } from "../../domain/ports";
import { traceHeader } from "../../observability";
import { awsClient, tracedCalls } from "../aws-client";

/** The payment workflow in Step Functions. The SDK is loaded at the first payment. */
export class StepFunctionsPaymentWorkflow implements PaymentWorkflow {
  #client: SFNClient | undefined;
  readonly #stateMachineArn: string;

  constructor(stateMachineArn: string) {
    this.#stateMachineArn = stateMachineArn;
  }

  /** Executions are listed with the newest first. */
  async startedSince(since: Date): Promise<readonly string[]> {
    const { ListExecutionsCommand, SFNClient } = await import("../aws-clients/step-functions");
    this.#client ??= tracedCalls(new SFNClient(awsClient));
    const orderIds: string[] = [];
    let nextToken: string | undefined;
    do {
      const command = new ListExecutionsCommand({ stateMachineArn: this.#stateMachineArn, nextToken });
      const page = await this.#client.send(command).catch((error: unknown) => {
        throw new TemporarilyUnavailable("workflow", { cause: error });
      });
      const executions = (page.executions ?? []).filter(({ startDate }) => startDate! >= since);
      orderIds.push(...executions.map(({ name }) => name!));
      nextToken = executions.length === page.executions?.length ? page.nextToken : undefined;
    } while (nextToken);
    return orderIds;
  }

  /** The execution's name is the order's id, so that Step Functions refuses a second one. */
  async start(orderId: string): Promise<void> {
    const { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } = await import("../aws-clients/step-functions");
    this.#client ??= tracedCalls(new SFNClient(awsClient));
    const input = JSON.stringify({ orderId });
    try {
      const execution = { stateMachineArn: this.#stateMachineArn, name: orderId, input, traceHeader: traceHeader() };
      await this.#client.send(new StartExecutionCommand(execution));
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw new TemporarilyUnavailable("workflow", { cause: error });
    }
  }
}
