import type { ComponentChildren } from "preact";
import type { Loaded } from "../loading";

interface WhenLoadedProps<Value> {
  readonly loaded: Loaded<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** Shows what was loaded, and until then that it is on its way or did not come. */
export function WhenLoaded<Value>({ loaded: { status, value, retry }, children }: WhenLoadedProps<Value>) {
  if (status === "loaded") return <>{children(value as Value)}</>;
  if (status === "loading") return <p role="status">Loading …</p>;
  return (
    <p>
      This could not be loaded.{" "}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </p>
  );
}
