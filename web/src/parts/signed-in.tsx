import type { ComponentChildren } from "preact";
import { useObservable } from "../observable";
import { useStorefront } from "../storefront";
import { PageTitle } from "./page-title";

interface SignedInProps {
  /** The heading of a page that has no other. */
  readonly title?: string;
  /** What the customer has to sign in for. */
  readonly purpose?: string;
  readonly children: () => ComponentChildren;
}

/** Asks for a sign-in wherever the shop has to know whose things it shows; afterwards the customer is back on the same page. */
export function SignedIn({ title, purpose = "first", children }: SignedInProps) {
  const { session, signIn } = useStorefront();
  const status = useObservable(session.status);
  if (status === "signed-in") return <>{children()}</>;
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
