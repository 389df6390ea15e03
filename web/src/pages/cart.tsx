import { useState } from "../hooks";
import type { CartLine } from "../api/model";
import { MAX_QUANTITY, orderable, subtotalCents } from "../cart";
import { formatMoney } from "../formats";
import { useLoaded } from "../loading";
import { useObservable } from "../observable";
import { PageTitle } from "../parts/page-title";
import { Loading } from "../parts/when-loaded";
import { productAddress } from "../router";
import { useStorefront } from "../storefront";

export function CartPage() {
  const { cart } = useStorefront();
  const lines = useObservable(cart);
  const { status } = useLoaded(() => cart.load());
  if (lines.length === 0) return status === "loading" ? <Loading /> : <EmptyCart />;
  return (
    <>
      <PageTitle text="Cart" />
      <ul class="plain panel lines">
        {lines.map((line) => (
          <CartRow key={line.productId} line={line} />
        ))}
      </ul>
      <div class="panel sum">
        <p class="between">
          <span>Subtotal</span>
          <strong>{formatMoney(subtotalCents(lines))}</strong>
        </p>
        <a class="button" href="/checkout">
          Go to checkout
        </a>
      </div>
    </>
  );
}

export function EmptyCart() {
  return (
    <section class="panel">
      <PageTitle text="Cart" />
      <p>Your cart is empty.</p>
      <a class="button" href="/">
        See the catalogue
      </a>
    </section>
  );
}

function CartRow({ line }: { readonly line: CartLine }) {
  const { cart, notices } = useStorefront();
  const { productId, name, priceCents, quantity } = line;
  const [isCorrected, setCorrected] = useState(false);
  // The cart may load while a customer types.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const remove = () => {
    void cart.change([{ ...line, quantity: 0 }]);
    notices.done(`${name} is no longer in your cart.`);
    // The focused button has been removed.
    document.querySelector("h1")?.focus();
  };
  return (
    <li>
      <a href={productAddress(productId)}>{name}</a>
      <input
        type="number"
        aria-label={`Quantity of ${name}`}
        min={1}
        max={MAX_QUANTITY}
        value={typed ?? quantity}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => {
          const chosen = event.currentTarget.valueAsNumber;
          setTyped(undefined);
          setCorrected(orderable(chosen) !== chosen);
          void cart.change([{ ...line, quantity: orderable(chosen) }]);
        }}
      />
      {isCorrected && (
        <span class="small" role="alert">
          Now {quantity}: an order can contain 1 to {MAX_QUANTITY}
        </span>
      )}
      <span class="amount">{formatMoney(priceCents * quantity)}</span>
      <button type="button" class="quiet" aria-label={`Remove ${name}`} onClick={remove}>
        Remove
      </button>
    </li>
  );
}
