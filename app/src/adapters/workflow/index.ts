import type { SFNClient } from "@aws-sdk/client-sfn";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { PaymentWorkflow } from "../../domain/ports";
import { awsClient } from "../aws-client";

/** The payment workflow in Step Functions. The SDK is loaded at the first payment. */
export class StepFunctionsPaymentWorkflow implements PaymentWorkflow {
  #client: SFNClient | undefined;
  readonly #stateMachineArn: string;

  constructor(stateMachineArn: string) {
    this.#stateMachineArn = stateMachineArn;
  }

  /** The execution's name is the order's id, so that Step Functions refuses a second one. */
  async start(orderId: string): Promise<void> {
    const { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } = await import("@aws-sdk/client-sfn");
    this.#client ??= new SFNClient(awsClient);
    const input = JSON.stringify({ orderId });
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn: this.#stateMachineArn, name: orderId, input }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw new TemporarilyUnavailable("workflow", { cause: error });
    }
  }
}
