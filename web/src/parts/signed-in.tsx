import type { ComponentChildren } from "preact";
import { useObservable } from "../observable";
import { useStorefront } from "../storefront";
import { PageTitle } from "./page-title";
import { Loading } from "./when-loaded";

interface SignedInProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Requires a sign-in to show its children; afterwards the customer returns to the same page. */
export function SignedIn({ title, children }: SignedInProps) {
  const { session, signIn } = useStorefront();
  const status = useObservable(session.status);
  if (status === "signed-in") return <>{children}</>;
  if (status === "resuming") return <Loading />;
  return (
    <section class="panel">
      <PageTitle text={title} />
      <p role="status">
        {status === "ended" ? "Your session has ended. Please sign in again." : "Please sign in first."}
      </p>
      <button type="button" onClick={signIn}>
        Sign in
      </button>
    </section>
  );
}
