import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api/problem";
import { earnedPoints, redeemablePoints, subtotalCents, type Cart } from "../cart";
import { closeCheckout, isFinal, openCheckout } from "../checkout";
import { formatMoney, formatNumber } from "../formats";
import { useLoaded } from "../loading";
import { useObservable } from "../observable";
import { Amounts } from "../parts/amounts";
import { PageTitle } from "../parts/page-title";
import { PaymentChoice, paymentMeans } from "../parts/payment-choice";
import { PointsChoice } from "../parts/points-choice";
import { WhenLoaded } from "../parts/when-loaded";
import { orderAddress } from "../router";
import { useStorefront } from "../storefront";
import { useSubmission } from "../submission";
import { EmptyCart } from "./cart";

export function Checkout() {
  const { cart, shop } = useStorefront();
  const lines = useObservable(cart);
  const customer = useLoaded(() => shop.getCustomer());
  if (lines.length === 0) return <EmptyCart />;
  return (
    <WhenLoaded loaded={customer} title="Checkout">
      {({ pointsBalance }) => <CheckoutForm lines={lines} balance={pointsBalance} />}
    </WhenLoaded>
  );
}

interface CheckoutFormProps {
  readonly lines: Cart;
  readonly balance: number;
}

function CheckoutForm({ lines, balance }: CheckoutFormProps) {
  const subtotal = subtotalCents(lines);
  const redeemable = redeemablePoints(balance, subtotal);
  const [points, setPoints] = useState(0);
  const [paymentToken, setPaymentToken] = useState<string>(paymentMeans[0].token);
  const { submit, isBusy } = useOrdering(lines, points, paymentToken);
  return (
    <form class="beside" onSubmit={submit}>
      <div>
        <PageTitle text="Checkout" />
        <section class="panel" aria-labelledby="points">
          <h2 id="points">Points</h2>
          <p>
            You have {formatNumber(balance)} points. One point is worth {formatMoney(1)}.
          </p>
          <PointsChoice points={points} limit={redeemable} choose={setPoints} />
        </section>
        <section class="panel" aria-labelledby="payment">
          <h2 id="payment">Payment</h2>
          <PaymentChoice token={paymentToken} choose={setPaymentToken} />
        </section>
      </div>
      <section class="panel sum" aria-labelledby="summary">
        <h2 id="summary">Your order</h2>
        <Summary lines={lines} points={points} />
        <button type="submit" aria-disabled={isBusy}>
          {isBusy ? "Ordering …" : "Place order"}
        </button>
      </section>
    </form>
  );
}

function Summary({ lines, points }: { readonly lines: Cart; readonly points: number }) {
  const subtotal = subtotalCents(lines);
  const items = lines.map(({ name, quantity, priceCents }): [string, string] => [
    `${quantity} × ${name}`,
    formatMoney(quantity * priceCents),
  ]);
  return (
    <>
      <Amounts rows={[...items, ["Points", formatMoney(-points)], ["To pay", formatMoney(subtotal - points)]]} />
      <p class="small muted">You will earn {formatNumber(earnedPoints(subtotal - points))} points.</p>
    </>
  );
}

/** Sends the order, and always under the key of this checkout. */
function useOrdering(lines: Cart, redeemPoints: number, paymentToken: string) {
  const { shop, cart, router, storage } = useStorefront();
  useEffect(() => void openCheckout(storage), [storage]);
  return useSubmission(async () => {
    const items = lines.map(({ productId, quantity }) => ({ productId, quantity }));
    try {
      const { id } = await shop.placeOrder({ items, redeemPoints, paymentToken }, openCheckout(storage));
      closeCheckout(storage);
      router.visit(orderAddress(id));
      cart.value = [];
    } catch (error) {
      if (isFinal(error as Partial<Problem>)) closeCheckout(storage);
      throw error;
    }
  });
}
