import { ApiClient } from "./api/client";
import { Shop } from "./api/shop";
import { Cart } from "./cart";
import { closeCheckout } from "./checkout";
import { loadConfiguration } from "./configuration";
import { HostedSignIn, type Browser } from "./identity/hosted-sign-in";
import { Session } from "./identity/session";
import { Notices } from "./notices";
import { Router } from "./router";

/** Dependencies of the pages. */
export interface Storefront {
  readonly shop: Shop;
  readonly session: Session;
  readonly cart: Cart;
  readonly notices: Notices;
  readonly router: Router;
  readonly storage: Storage;
  signIn(): void;
  signOut(): void;
}

let storefrontOfWindow: Storefront;

/** The window's storefront, opened before anything is rendered. */
export const useStorefront = (): Storefront => storefrontOfWindow;

/** Creates the parts, and in the background completes a sign-in or begins one that needs no input. */
export function openStorefront(window: Window): void {
  const { localStorage: storage, sessionStorage, location } = window;
  const fetchApi = window.fetch.bind(window);
  const hostedSignIn = hostedSignInOf({ origin: location.origin, storage: sessionStorage, fetch: fetchApi });
  const session = new Session(hostedSignIn);
  const shop = new Shop(new ApiClient(session, fetchApi));
  const notices = new Notices();
  const router = new Router(window);
  const cart = new Cart(window, shop, (error) => notices.report(error));
  const leaveFor = (address: (pages: HostedSignIn) => string | Promise<string>) =>
    hostedSignIn()
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
    signIn: () => void leaveFor(begin),
    signOut: () => {
      // Both requests outlive the page; the shop's session expires if the shop cannot be reached.
      shop.closeSession().catch(() => {});
      session.revoke();
      cart.forget();
      closeCheckout(storage);
      storage.removeItem(REMEMBERED_UNTIL);
      session.status.value = "signed-out";
      void leaveFor((pages) => pages.signOutAddress());
    },
  };
  // Only changes of other tabs are announced: signing out there ends this tab's session too.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== REMEMBERED_UNTIL || newValue) return;
    session.revoke();
    session.end("signed-out");
  });
  void resumeSignIn(storefrontOfWindow, hostedSignIn).then(() => cart.load());
}

const begin = (pages: HostedSignIn) => pages.begin(location.pathname + location.search);

/** Completes a sign-in, or begins one while the hosted pages remember the customer. */
async function resumeSignIn(storefront: Storefront, hostedSignIn: () => Promise<HostedSignIn>): Promise<void> {
  const { session, shop, notices, router, storage } = storefront;
  const address = router.address.value;
  const isReturn = HostedSignIn.isReturn(address);
  const returnTo = HostedSignIn.returnTo(sessionStorage);
  // A customer who has left the sign-in pages by another way is not sent there again without a click.
  if (!isReturn && (returnTo || !isRemembered(storage))) return sessionStorage.clear();
  session.status.value = "resuming";
  // The code must not stay in the history, also after a failure.
  if (isReturn) router.replace(returnTo ?? "/");
  try {
    const pages = await hostedSignIn();
    if (!isReturn) return location.replace(await begin(pages));
    session.start(await pages.complete(address));
    await shop.openSession();
    if (!isRemembered(storage)) storage.setItem(REMEMBERED_UNTIL, String(Date.now() + REMEMBERED_MS));
  } catch (error) {
    session.end("signed-out");
    notices.report(error);
  }
}

const REMEMBERED_UNTIL = "signed-in-until";

/** Cognito's hosted pages ask for no password during this time after a sign-in. */
const REMEMBERED_MS = 60 * 60 * 1000;

const isRemembered = (storage: Storage) => Number(storage.getItem(REMEMBERED_UNTIL)) > Date.now();

/** Loads the configuration when it is first needed, once, and again after a failure. */
function hostedSignInOf(browser: Browser): () => Promise<HostedSignIn> {
  let loading: Promise<HostedSignIn> | undefined;
  return () =>
    (loading ??= loadConfiguration(browser.fetch).then(
      ({ identity }) => new HostedSignIn(identity, browser),
      (error) => {
        loading = undefined;
        throw error;
      },
    ));
}
