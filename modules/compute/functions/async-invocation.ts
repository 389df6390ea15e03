import type { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import type { Construct, IConstruct } from "constructs";
import { AwsStack, Validation, integer, resourcesIn, standardQueue, type Grantee } from "../../core";

/** Queue for events that the function failed to process, such as a `Queue` of `messaging`. */
export interface FailureQueue {
  /** ARN of a standard queue in the region of the function. */
  readonly queueArn: string;
  /** Region of the queue, for a `queueArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** True for a FIFO queue, which is refused. @default false */
  readonly isFifo?: boolean;
  /** Allows the grantee to send messages. */
  grantSend(grantee: Grantee): void;
}

export interface AsyncInvocationSettings {
  /** Retries after a failed invocation: 0 to 2. Scheduled work that runs again anyway needs none. */
  readonly maximumRetryAttempts: number;
  /** Seconds after which Lambda drops a waiting event: 60 to 21600. */
  readonly maximumEventAgeSeconds: number;
  /** Receives failed events. @default failed events are dropped */
  readonly onFailure?: FailureQueue;
}

interface AsyncInvocationProps {
  readonly settings: AsyncInvocationSettings;
  readonly alias: LambdaAlias;
  /** Construct with the resources that allow the function to send. */
  readonly permissions: IConstruct;
}

/**
 * Configures retries and the failure destination of the alias's asynchronous invocations.
 *
 * @throws InputError when a number is outside Lambda's range.
 */
export function createAsyncInvocation(scope: Construct, { settings, alias, permissions }: AsyncInvocationProps): void {
  const { maximumRetryAttempts, maximumEventAgeSeconds, onFailure } = settings;
  const { region } = AwsStack.of(scope);
  new Validation(scope.node.scope!, scope.node.id)
    .props(
      { limitAsyncInvocation: settings },
      {
        "limitAsyncInvocation.maximumRetryAttempts": integer(0, 2, "use a queue for more retries: Lambda allows two"),
        "limitAsyncInvocation.maximumEventAgeSeconds": integer(60, 21_600, "choose one minute to six hours"),
        "limitAsyncInvocation.onFailure": standardQueue(region),
      },
    )
    .throwIfInvalid();
  const config = new LambdaFunctionEventInvokeConfig(scope, "async-invocation", {
    functionName: alias.functionName,
    qualifier: alias.name,
    maximumRetryAttempts,
    maximumEventAgeInSeconds: maximumEventAgeSeconds,
    destinationConfig: onFailure && { onFailure: { destination: onFailure.queueArn } },
  });
  // Lambda refuses a destination that the role may not send to.
  config.dependsOn = resourcesIn([permissions]);
}
