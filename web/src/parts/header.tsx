import icon from "../icon.svg";
import { itemCount } from "../cart";
import { useObservable } from "../observable";
import { useStorefront } from "../storefront";

const PLACES = [
  ["/", "Catalogue"],
  ["/orders", "Orders"],
  ["/points", "Points"],
] as const;

export function Header({ page }: { readonly page: string }) {
  const storefront = useStorefront();
  const count = itemCount(useObservable(storefront.cart));
  const isSignedIn = useObservable(storefront.session.status) === "signed-in";
  const current = (path: string) => (path === page ? "page" : undefined);
  return (
    <header class="site">
      <div>
        <a class="brand" href="/">
          <img src={icon} alt="" width="28" height="28" />
          Groundplan Shop
        </a>
        <nav aria-label="Shop">
          {PLACES.map(([path, name]) => (
            <a href={path} aria-current={current(path)}>
              {name}
            </a>
          ))}
          <a href="/cart" aria-current={current("/cart")}>
            Cart{" "}
            <span class="count">
              {count}
              <span class="hidden"> items</span>
            </span>
          </a>
        </nav>
        <button type="button" class="quiet" onClick={isSignedIn ? storefront.signOut : storefront.signIn}>
          {isSignedIn ? "Sign out" : "Sign in"}
        </button>
      </div>
    </header>
  );
}
