import type { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import type { Construct, IConstruct } from "constructs";
import { Validation, type Grantee } from "../../core";
import { resourcesIn } from "./dependencies";

/** Takes events that the function failed at. A `Queue` of `messaging` is one. */
export interface FailureQueue {
  readonly queueArn: string;
  /** Lets the grantee send messages. */
  grantSend(grantee: Grantee): void;
}

export interface AsyncInvocationSettings {
  /** Further attempts after an invocation that failed: 0 to 2. What runs again by itself, on a schedule, needs none. */
  readonly maximumRetryAttempts: number;
  /** Seconds after which an event that waits is dropped: 60 to 21600. */
  readonly maximumEventAgeSeconds: number;
  /** @default failed events are dropped */
  readonly onFailure?: FailureQueue;
}

interface AsyncInvocationProps extends AsyncInvocationSettings {
  readonly alias: LambdaAlias;
  /** Whose resources permit the function to send. */
  readonly permissions: IConstruct;
}

/** Says what becomes of asynchronous events of the alias that fail. */
export function createAsyncInvocation(scope: Construct, props: AsyncInvocationProps): void {
  const { alias, permissions, maximumRetryAttempts, maximumEventAgeSeconds, onFailure } = props;
  new Validation(scope.node.scope!, scope.node.id)
    .integer(
      "limitAsyncInvocation.maximumRetryAttempts",
      maximumRetryAttempts,
      0,
      2,
      "Lambda tries again twice at most; repeat longer by a queue",
    )
    .integer(
      "limitAsyncInvocation.maximumEventAgeSeconds",
      maximumEventAgeSeconds,
      60,
      21_600,
      "let events wait for a minute to six hours",
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
