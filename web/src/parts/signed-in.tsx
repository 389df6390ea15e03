import type { ComponentChildren } from "preact";
import { useObservable } from "../observable";
import { useStorefront } from "../storefront";
import { PageTitle } from "./page-title";

/** Asks for a sign-in wherever the shop has to know whose things it shows; afterwards the customer is back on the same page. */
export function SignedIn({ title, children }: { readonly title: string; readonly children: () => ComponentChildren }) {
  const { session, signIn } = useStorefront();
  const status = useObservable(session.status);
  if (status === "signed-in") return <>{children()}</>;
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
