import type { Page, PageRequest } from "../../../domain/model";
import { isUuid } from "../uuid";

/**
 * Reads one page of a list that is ordered by id; the cursor is the id of the page's last item. An invalid cursor
 * returns an empty page.
 *
 * @param read - returns up to `limit` rows after the given id, or from the beginning.
 */
export async function readPage<Row extends { id: string }, Item>(
  { limit, after }: PageRequest,
  read: (limit: number, after: string | null) => Promise<Row[]>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  if (after !== undefined && !isUuid(after)) return { items: [], next: null };
  // One more row than requested shows if there is a next page.
  const rows = await read(limit + 1, after ?? null);
  const visibleRows = rows.slice(0, limit);
  return { items: visibleRows.map(toItem), next: rows.length > limit ? (visibleRows.at(-1)?.id ?? null) : null };
}
