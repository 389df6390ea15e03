import type { ComponentChildren } from "preact";
import { useEffect } from "../hooks";
import { isRefusal } from "../api/problem";
import type { Loaded } from "../loading";
import { NotFound, ToCatalogue } from "./not-found";
import { useStorefront } from "../storefront";
import { PageTitle } from "./page-title";

interface WhenLoadedProps<Value> {
  readonly loaded: Loaded<Value>;
  /** Heading of a page whose own heading is not loaded. */
  readonly title?: string;
  readonly children: (value: Value) => ComponentChildren;
}

export const Loading = () => <p role="status">Loading …</p>;

/** Renders the loaded value, or the state of loading. */
export function WhenLoaded<Value>({ loaded, title, children }: WhenLoadedProps<Value>) {
  const { router } = useStorefront();
  const { status, value, error, retry } = loaded;
  useEffect(() => router.restoreScroll(), [status]);
  if (status === "loaded") return <>{children(value as Value)}</>;
  if (status === "loading") return <Loading />;
  if (title && error?.status === 404) return <NotFound />;
  return (
    <>
      {title && <PageTitle text={title} />}
      <p>
        This could not be loaded.{" "}
        {!isRefusal(error!) && (
          <button type="button" onClick={retry}>
            Try again
          </button>
        )}
      </p>
      {title && <ToCatalogue />}
    </>
  );
}
