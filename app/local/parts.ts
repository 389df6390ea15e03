/** Registers how to stop a part that has been started. */
export type AtEnd = (stop: () => Promise<unknown>) => void;

/**
 * Starts the parts of a whole. `stop` stops them in the reverse order; a failure does not keep the others running. If
 * the start fails, the started parts are stopped.
 */
export async function startParts<Whole>(
  start: (atEnd: AtEnd) => Promise<Whole>,
): Promise<Whole & { stop(): Promise<void> }> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const end of stops.splice(0).reverse()) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, "Not everything could be stopped");
  };
  try {
    return { ...(await start((end) => stops.push(end))), stop };
  } catch (error) {
    await stop().catch(console.error);
    throw error;
  }
}
