import { useEffect, useState } from "./hooks";
import type { Page } from "./api/model";
import type { Problem } from "./api/problem";
import { useStorefront } from "./storefront";

export interface Loaded<Value> {
  readonly status: "loading" | "loaded" | "failed";
  /** Set when the status is `loaded`. */
  readonly value?: Value;
  /** Set when the status is `failed`. */
  readonly error?: Partial<Problem>;
  /** Number of retries, for what has to be loaded again together with this. */
  readonly attempt: number;
  retry(): void;
  /** Replaces the value until the next load. */
  change(value: Value): void;
}

/**
 * Loads when the page opens and whenever `of` changes; results that arrive after the page has closed are dropped.
 *
 * @param known - value that is shown without a request.
 */
export function useLoaded<Value>(load: () => Promise<Value>, of?: string, known?: Value): Loaded<Value> {
  const { notices } = useStorefront();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Pick<Loaded<Value>, "status" | "value" | "error">>(
    known ? { status: "loaded", value: known } : { status: "loading" },
  );
  const change = (value: Value) => setState({ status: "loaded", value });
  useEffect(() => {
    if (known) return change(known);
    let isWanted = true;
    setState({ status: "loading" });
    load().then(
      (value) => isWanted && change(value),
      (error: Partial<Problem>) => {
        if (!isWanted) return;
        setState({ status: "failed", error });
        // The page shows this itself.
        if (error.status !== 404) notices.reportFrom(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [of, attempt]);
  const retry = () => {
    notices.clear();
    setAttempt(attempt + 1);
  };
  return { ...state, attempt, retry, change };
}

interface LoadedPages<Item> {
  readonly loaded: Loaded<Page<Item>>;
  /** Undefined at the end of the list. */
  readonly more: (() => Promise<void>) | undefined;
}

/** Loads a list page by page; loaded items stay while more are loading. */
export function usePages<Item>(
  load: (after?: string) => Promise<Page<Item>>,
  of?: string,
  known?: Page<Item>,
): LoadedPages<Item> {
  const { notices } = useStorefront();
  const loaded = useLoaded(load, of, known);
  const { items = [], next = null } = loaded.value ?? {};
  if (next === null) return { loaded, more: undefined };
  const append = (page: Page<Item>) => loaded.change({ items: [...items, ...page.items], next: page.next });
  return { loaded, more: () => load(next).then(append, (error: Partial<Problem>) => notices.reportFrom(error)) };
}
