import type { ComponentChildren } from "preact";
import { useObservable } from "../observable";
import { useStorefront } from "../storefront";
import { PageTitle } from "./page-title";
import { Loading } from "./when-loaded";

interface SignedInProps {
  /** Heading of a page without another. */
  readonly title?: string;
  /** Completes the sentence "Please sign in …". */
  readonly purpose?: string;
  readonly children: ComponentChildren;
}

/** Requires a sign-in to show its children; afterwards the customer returns to the same page. */
export function SignedIn({ title, purpose = "first", children }: SignedInProps) {
  const { session, signIn } = useStorefront();
  const status = useObservable(session.status);
  if (status === "signed-in") return <>{children}</>;
  if (status === "resuming") return <Loading />;
  return (
    <section class="panel">
      {title && <PageTitle text={title} />}
      <p role="status">
        {status === "ended" ? "Your session has ended. Please sign in again." : `Please sign in ${purpose}.`}
      </p>
      <button type="button" onClick={signIn}>
        Sign in
      </button>
    </section>
  );
}
