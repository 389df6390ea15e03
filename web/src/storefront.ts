import { ApiClient } from "./api/client";
import { Shop } from "./api/shop";
import { openCart, type Cart } from "./cart";
import { loadConfiguration } from "./configuration";
import { HostedSignIn } from "./identity/hosted-sign-in";
import { Session } from "./identity/session";
import { Notices } from "./notices";
import type { Observable } from "./observable";
import { Router } from "./router";

/** Dependencies of the pages. */
export interface Storefront {
  readonly shop: Shop;
  readonly session: Session;
  readonly cart: Observable<Cart>;
  readonly notices: Notices;
  readonly router: Router;
  readonly storage: Storage;
  signIn(): void;
  signOut(): void;
}

let storefrontOfWindow: Storefront;

/** The window's storefront, opened before anything is rendered. */
export const useStorefront = (): Storefront => storefrontOfWindow;

/** Creates the parts, and completes a sign-in if the address is a return from it. */
export async function openStorefront(window: Window): Promise<void> {
  const storage = window.sessionStorage;
  const fetchApi: typeof fetch = (...request) => window.fetch(...request);
  const { identity } = await loadConfiguration(fetchApi);
  const hostedSignIn = new HostedSignIn(identity, { origin: window.location.origin, storage, fetch: fetchApi });
  const session = new Session(hostedSignIn);
  const shop = new Shop(new ApiClient(session, fetchApi));
  const notices = new Notices();
  const router = new Router(window);
  const leaveFor = (address: string) => window.location.assign(address);
  storefrontOfWindow = {
    shop,
    session,
    cart: openCart(storage),
    notices,
    router,
    storage,
    signIn: () => void hostedSignIn.begin(window.location.pathname + window.location.search).then(leaveFor),
    // The shop's session expires if the shop cannot be reached.
    signOut: () => void shop.closeSession().finally(() => leaveFor(hostedSignIn.signOutAddress())),
  };
  if (HostedSignIn.isReturn(router.address.value)) await returnFromSignIn(storefrontOfWindow, hostedSignIn);
}

async function returnFromSignIn(storefront: Storefront, hostedSignIn: HostedSignIn): Promise<void> {
  const { session, shop, notices, router } = storefront;
  const address = router.address.value;
  // The code must not stay in the history, also after a failure.
  router.replace("/");
  try {
    const { tokens, returnTo } = await hostedSignIn.complete(address);
    session.start(tokens);
    await shop.openSession();
    router.replace(returnTo);
  } catch (error) {
    session.end("signed-out");
    notices.report(error);
  }
}
