import { setTimeout as pause } from "node:timers/promises";

/** What has to be closed before the process ends, such as a pool of connections. */
export interface Closeable {
  close(): Promise<void>;
}

const open = new Set<Closeable>();

/** Remembers to close it when the execution environment ends. */
export function closeAtEnd<Resource extends Closeable>(resource: Resource): Resource {
  open.add(resource);
  return resource;
}

/** Closes everything; whatever cannot be closed does not keep the rest open. */
export async function closeAll(): Promise<void> {
  const resources = [...open];
  open.clear();
  await Promise.allSettled(resources.map((resource) => resource.close()));
}

const runsInLambda = process.env["AWS_LAMBDA_RUNTIME_API"] !== undefined;

/** The shortest shutdown phase that Lambda has, less the time that the process needs to end: 500 ms with an internal extension. */
const CLOSING_MILLIS = 400;

if (runsInLambda) {
  process.once("SIGTERM", () => {
    // `process.exit` would wait for the runtime client, whose native code waits for the next invocation. The signal itself does not, now that
    // nobody listens to it any more.
    void Promise.race([closeAll(), pause(CLOSING_MILLIS)]).finally(() => process.kill(process.pid, "SIGTERM"));
  });
}

/**
 * The handler that `compose` makes. Lambda gives a function more processor time while it initializes, and reports an error of that time
 * once, as what it is; so there it is made before the first event. Elsewhere, in a build or in a developer's process, importing a handler
 * does nothing, and one that could not be made is tried again with the next event.
 */
export async function handlerOf<Event, Context, Result>(
  compose: () => Promise<(event: Event, context: Context) => Promise<Result>>,
): Promise<(event: Event, context: Context) => Promise<Result>> {
  if (runsInLambda) return compose();
  let composed: ReturnType<typeof compose> | undefined;
  return async (event, context) => {
    composed ??= compose().catch((error: unknown) => {
      composed = undefined;
      throw error;
    });
    return (await composed)(event, context);
  };
}
