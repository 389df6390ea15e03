import { useEffect } from "../hooks";
import type { Order } from "../api/model";
import { formatDate, formatMoney, formatNumber } from "../formats";
import { useLoaded } from "../loading";
import { Amounts } from "../parts/amounts";
import { FeedbackForm } from "../parts/feedback-form";
import { OrderStatus } from "../parts/order-status";
import { PageTitle } from "../parts/page-title";
import { WhenLoaded } from "../parts/when-loaded";
import { productAddress } from "../router";
import { useStorefront } from "../storefront";

const FIRST_LOOK_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

export function OrderPage({ id }: { readonly id: string }) {
  const { shop } = useStorefront();
  const loaded = useLoaded(() => shop.getOrder(id));
  useFollowed(loaded.value, loaded.change);
  return (
    <WhenLoaded loaded={loaded} title="Your order">
      {(order) => <Details order={order} change={loaded.change} />}
    </WhenLoaded>
  );
}

function Details({ order, change }: { readonly order: Order; readonly change: (order: Order) => void }) {
  const { items } = order;
  const close = (rated: Order["items"][number]) =>
    change({ ...order, items: items.map((item) => (item === rated ? { ...item, canRate: false } : item)) });
  return (
    <>
      <p class="small">
        <a href="/orders">← Your orders</a>
      </p>
      <PageTitle text="Your order" />
      <p class="between">
        <span class="muted">
          Number {order.id}, placed <time dateTime={order.createdAt}>{formatDate(order.createdAt)}</time>
        </span>
        <span role="status">
          <OrderStatus status={order.status} />
        </span>
      </p>
      <p>{EXPLANATIONS[order.status]}</p>
      {order.status === "cancelled" && <OrderAgain items={items} />}
      <div class="beside">
        <OrderItems order={order} />
        <Sum order={order} />
      </div>
      {items.map((item) => item.canRate && <FeedbackForm key={item.productId} {...item} onGiven={() => close(item)} />)}
    </>
  );
}

/** Adds the order's items to the cart, in place of lines of the same products, and opens the checkout. */
function OrderAgain({ items }: Pick<Order, "items">) {
  const { cart, router } = useStorefront();
  const again = () => {
    void cart.change(items);
    router.visit("/checkout");
  };
  return (
    <button type="button" onClick={again}>
      Try another card
    </button>
  );
}

const EXPLANATIONS: Record<Order["status"], string> = {
  placed: "The payment is in progress. This page updates by itself.",
  paid: "Thank you. The payment has arrived.",
  cancelled: "The payment did not succeed. Nothing was charged, and your points are back.",
};

/** Polls the order at growing intervals until its payment has ended. */
function useFollowed(order: Order | undefined, show: (order: Order) => void): void {
  const { shop } = useStorefront();
  const id = order?.status === "placed" ? order.id : undefined;
  useEffect(() => {
    if (id === undefined) return undefined;
    let isWanted = true;
    let pause = FIRST_LOOK_MS;
    let timer = setTimeout(look, pause);
    async function look() {
      // A failed request is repeated at the next interval.
      const latest = await shop.getOrder(id!).catch(() => undefined);
      if (!isWanted) return;
      pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
      if (latest && latest.status !== "placed") show(latest);
      else timer = setTimeout(look, pause);
    }
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [id]);
}

function OrderItems({ order }: { readonly order: Order }) {
  return (
    <ul class="plain panel lines">
      {order.items.map(({ productId, name, quantity, priceCents }) => (
        <li key={productId}>
          <a href={productAddress(productId)}>{name}</a>
          <span class="muted">
            {quantity} × {formatMoney(priceCents)}
          </span>
          <span class="amount">{formatMoney(quantity * priceCents)}</span>
        </li>
      ))}
    </ul>
  );
}

function Sum({ order }: { readonly order: Order }) {
  const { subtotalCents, pointsRedeemed, totalCents, pointsEarned, status } = order;
  return (
    <section class="panel sum" aria-label="Amounts">
      <Amounts
        rows={[
          ["Subtotal", formatMoney(subtotalCents)],
          [`${formatNumber(pointsRedeemed)} points redeemed`, formatMoney(-pointsRedeemed)],
          ["Total", formatMoney(totalCents)],
        ]}
      />
      {status === "paid" && <p class="small muted">You earned {formatNumber(pointsEarned)} points.</p>}
    </section>
  );
}
