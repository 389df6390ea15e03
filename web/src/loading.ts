import { useEffect, useState } from "preact/hooks";
import type { Page } from "./api/model";
import type { Problem } from "./api/problem";
import { useStorefront } from "./storefront";

export interface Loaded<Value> {
  readonly status: "loading" | "loaded" | "failed";
  /** There once the status is `loaded`. */
  readonly value?: Value;
  /** There once the status is `failed`. */
  readonly error?: Partial<Problem>;
  retry(): void;
  /** Shows this value from now on, until something is loaded again. */
  change(value: Value): void;
}

/** Loads when the page opens and whenever `of` changes; what arrives after the page has gone is dropped. */
export function useLoaded<Value>(load: () => Promise<Value>, of = ""): Loaded<Value> {
  const { notices } = useStorefront();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Pick<Loaded<Value>, "status" | "value" | "error">>({ status: "loading" });
  const change = (value: Value) => setState({ status: "loaded", value });
  useEffect(() => {
    let isWanted = true;
    setState({ status: "loading" });
    load().then(
      (value) => isWanted && change(value),
      (error: Partial<Problem>) => {
        if (!isWanted) return;
        setState({ status: "failed", error });
        // The page says so itself.
        if (error.status !== 404) notices.reportFrom(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [of, attempt]);
  return { ...state, retry: () => setAttempt(attempt + 1), change };
}

interface LoadedPages<Item> {
  readonly loaded: Loaded<Page<Item>>;
  /** Undefined at the end of the list. */
  readonly more: (() => Promise<void>) | undefined;
}

/** Loads a list page by page; what is shown stays while more is on its way. */
export function usePages<Item>(load: (after?: string) => Promise<Page<Item>>, of?: string): LoadedPages<Item> {
  const { notices } = useStorefront();
  const loaded = useLoaded(() => load(), of);
  const { items = [], next = null } = loaded.value ?? {};
  if (next === null) return { loaded, more: undefined };
  const append = (page: Page<Item>) => loaded.change({ items: [...items, ...page.items], next: page.next });
  return { loaded, more: () => load(next).then(append, (error: Partial<Problem>) => notices.reportFrom(error)) };
}
