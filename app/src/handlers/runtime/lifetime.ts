import type { Context } from "aws-lambda";
import { setTimeout as pause } from "node:timers/promises";

/** A resource to close before the process ends, such as a connection pool. */
export interface Closeable {
  close(): Promise<void>;
}

const open = new Set<Closeable>();

/** Closes the resource when the execution environment ends. */
export function closeAtEnd<Resource extends Closeable>(resource: Resource): Resource {
  open.add(resource);
  return resource;
}

/** Closes all resources; a failure does not affect the others. */
export async function closeAll(): Promise<void> {
  const resources = [...open];
  open.clear();
  await Promise.allSettled(resources.map((resource) => resource.close()));
}

const runsInLambda = process.env["AWS_LAMBDA_RUNTIME_API"] !== undefined;

/**
 * Lambda's shortest shutdown phase, 500 ms with an internal extension, less the time that the process needs to end.
 */
const CLOSING_MILLIS = 400;

if (runsInLambda) {
  process.once("SIGTERM", () => {
    // `process.exit` would wait for the runtime client, whose native code waits for the next invocation. The signal
    // itself ends the process, now that it has no listener.
    void Promise.race([closeAll(), pause(CLOSING_MILLIS)]).finally(() => process.kill(process.pid, "SIGTERM"));
  });
}

type InvocationListener = (context: Context) => void;

const listeners = new Set<InvocationListener>();

/** Calls the listener with the context of every invocation, before its handler. */
export function onInvocation(listener: InvocationListener): void {
  listeners.add(listener);
}

/** The handler, which announces every invocation. */
function announcing<Event, HandlerContext, Result>(
  handler: (event: Event, context: HandlerContext) => Promise<Result>,
): typeof handler {
  return (event, context) => {
    for (const listener of listeners) listener(context as Context);
    return handler(event, context);
  };
}

/**
 * Returns the handler that `compose` creates. Lambda gives a function more processor time during initialization and
 * reports an error there as such, so that the handler is created before the first event. Elsewhere, importing a
 * handler has no effect, and a failed composition is retried with the next event.
 */
export async function handlerOf<Event, Context, Result>(
  compose: () => Promise<(event: Event, context: Context) => Promise<Result>>,
): Promise<(event: Event, context: Context) => Promise<Result>> {
  if (runsInLambda) return announcing(await compose());
  let composed: ReturnType<typeof compose> | undefined;
  return async (event, context) => {
    composed ??= compose()
      .then(announcing)
      .catch((error: unknown) => {
        composed = undefined;
        throw error;
      });
    return (await composed)(event, context);
  };
}
