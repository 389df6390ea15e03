import { ApiClient } from "./api/client";
import { Shop } from "./api/shop";
import { openCart, type Cart } from "./cart";
import { closeCheckout } from "./checkout";
import { loadConfiguration } from "./configuration";
import { HostedSignIn, type Browser } from "./identity/hosted-sign-in";
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
  const { localStorage: storage, sessionStorage, location } = window;
  const fetchApi: typeof fetch = (...request) => window.fetch(...request);
  const { origin } = location;
  const hostedSignIn = hostedSignInOf(fetchApi, { origin, storage: sessionStorage, fetch: fetchApi });
  const session = new Session({
    refresh: async (token) => (await hostedSignIn()).refresh(token),
    revoke: async (token) => (await hostedSignIn()).revoke(token),
  });
  const shop = new Shop(new ApiClient(session, fetchApi));
  const notices = new Notices();
  const router = new Router(window);
  const cart = openCart(window);
  const leaveFor = (address: (pages: HostedSignIn) => string | Promise<string>) =>
    void hostedSignIn()
      .then(address)
      .then((url) => location.assign(url))
      .catch((error) => notices.report(error));
  storefrontOfWindow = {
    shop,
    session,
    cart,
    notices,
    router,
    storage,
    signIn: () => leaveFor((pages) => pages.begin(location.pathname + location.search)),
    signOut: () => {
      // Both requests outlive the page; the shop's session expires if the shop cannot be reached.
      shop.closeSession().catch(() => {});
      session.revoke();
      cart.value = [];
      closeCheckout(storage);
      session.status.value = "signed-out";
      leaveFor((pages) => pages.signOutAddress());
    },
  };
  if (HostedSignIn.isReturn(router.address.value)) await returnFromSignIn(storefrontOfWindow, hostedSignIn);
}

/** Loads the configuration when it is first needed, once, and again after a failure. */
function hostedSignInOf(fetchFile: typeof fetch, browser: Browser): () => Promise<HostedSignIn> {
  let loading: Promise<HostedSignIn> | undefined;
  return () =>
    (loading ??= loadConfiguration(fetchFile).then(
      ({ identity }) => new HostedSignIn(identity, browser),
      (error) => {
        loading = undefined;
        throw error;
      },
    ));
}

async function returnFromSignIn(storefront: Storefront, hostedSignIn: () => Promise<HostedSignIn>): Promise<void> {
  const { session, shop, notices, router } = storefront;
  const address = router.address.value;
  // The code must not stay in the history, also after a failure.
  router.replace("/");
  try {
    const { tokens, returnTo } = await (await hostedSignIn()).complete(address);
    session.start(tokens);
    await shop.openSession();
    router.replace(returnTo);
  } catch (error) {
    session.end("signed-out");
    notices.report(error);
  }
}
