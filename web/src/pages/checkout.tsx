import { useEffect, useState } from "../hooks";
import type { Customer, Price } from "../api/model";
import { isRefusal, type Problem } from "../api/problem";
import { earnedPoints, redeemablePoints, subtotalCents, withChanges, type Lines } from "../cart";
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
  const { cart, shop, notices } = useStorefront();
  const lines = useObservable(cart);
  const customer = useLoaded(async () => {
    const total = subtotalCents(lines);
    await cart.load();
    if (subtotalCents(cart.value) !== total) notices.done("Your cart has changed. Please check the total.");
    return shop.getCustomer();
  });
  if (lines.length === 0 && customer.status !== "loading") return <EmptyCart />;
  return (
    <WhenLoaded loaded={customer} title="Checkout">
      {({ pointsBalance }) => <CheckoutForm lines={lines} balance={pointsBalance} change={customer.change} />}
    </WhenLoaded>
  );
}

interface CheckoutFormProps {
  readonly lines: Lines;
  readonly balance: number;
  readonly change: (customer: Customer) => void;
}

function CheckoutForm({ lines, balance, change }: CheckoutFormProps) {
  const subtotal = subtotalCents(lines);
  const redeemable = redeemablePoints(balance, subtotal);
  const [chosenPoints, setPoints] = useState(0);
  const points = Math.min(chosenPoints, redeemable);
  const isFree = points === subtotal;
  const [paymentToken, setPaymentToken] = useState<string>(paymentMeans[0].token);
  const { submit, isBusy } = useOrdering(lines, points, isFree ? undefined : paymentToken, change);
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
        {!isFree && (
          <section class="panel" aria-labelledby="payment">
            <h2 id="payment">Payment</h2>
            <PaymentChoice token={paymentToken} choose={setPaymentToken} />
          </section>
        )}
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

function Summary({ lines, points }: { readonly lines: Lines; readonly points: number }) {
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

/**
 * Sends the order, always under the key of this checkout, and opens its page, also if an earlier attempt has placed
 * it.
 */
function useOrdering(
  lines: Lines,
  redeemPoints: number,
  paymentToken: string | undefined,
  change: CheckoutFormProps["change"],
) {
  const { shop, cart, router, storage, notices } = useStorefront();
  useEffect(() => void openCheckout(storage), [storage]);
  // Products that were added since the order, or in another tab, stay in the cart.
  const finish = (id: string, items: readonly Price[]) => {
    router.visit(orderAddress(id));
    void cart.change(items.map((item) => ({ ...item, quantity: 0 })));
  };
  return useSubmission(async () => {
    const items = lines.map(({ productId, quantity, priceCents }) => ({ productId, quantity, priceCents }));
    try {
      const { id } = await shop.placeOrder({ items, redeemPoints, paymentToken }, openCheckout(storage));
      closeCheckout(storage);
      finish(id, items);
    } catch (error) {
      const { document: { orderId, prices = [] } = {} } = error as Partial<Problem>;
      if (isFinal(error as Partial<Problem>)) {
        closeCheckout(storage);
        // Points may have been redeemed elsewhere.
        shop.getCustomer().then(change, () => {});
      }
      cart.value = withChanges(cart.value, prices);
      if (!isRefusal(error as Problem)) (error as Problem).message += " Order again: it is placed only once.";
      if (!orderId) throw error;
      finish(orderId, (await shop.getOrder(orderId).catch(() => ({ items }))).items);
      notices.done("An earlier attempt has placed this order, without later changes.");
    }
  });
}
