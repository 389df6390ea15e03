import type { ComponentChildren } from "preact";
import { isRefusal } from "../api/problem";
import type { Loaded } from "../loading";
import { NotFound, ToCatalogue } from "./not-found";
import { PageTitle } from "./page-title";

interface WhenLoadedProps<Value> {
  readonly loaded: Loaded<Value>;
  /** The heading of a page that has no other without what is loaded. */
  readonly title?: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** Shows what was loaded, and until then that it is on its way or did not come. */
export function WhenLoaded<Value>({ loaded, title, children }: WhenLoadedProps<Value>) {
  const { status, value, error, retry } = loaded;
  if (status === "loaded") return <>{children(value as Value)}</>;
  if (status === "loading") return <p role="status">Loading …</p>;
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
