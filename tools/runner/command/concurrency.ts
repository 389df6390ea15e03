/**
 * Maps items, at most `limit` at a time. Waits for all of them even if one rejects, so that no work outlives the
 * call.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  const workers = await Promise.allSettled(Array.from({ length: limit }, worker));
  const failure = workers.find(({ status }) => status === "rejected");
  if (failure) throw (failure as PromiseRejectedResult).reason;
  return results;
}
