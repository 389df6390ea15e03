import type { Order } from "../api/model";
import { formatDate, formatMoney } from "../formats";
import { usePages } from "../loading";
import { MoreButton } from "../parts/more-button";
import { OrderStatus } from "../parts/order-status";
import { PageTitle } from "../parts/page-title";
import { WhenLoaded } from "../parts/when-loaded";
import { orderAddress } from "../router";
import { useStorefront } from "../storefront";

export function Orders() {
  const { shop } = useStorefront();
  const { loaded, more } = usePages((after) => shop.listOrders(after));
  return (
    <>
      <PageTitle text="Your orders" />
      <WhenLoaded loaded={loaded}>{({ items }) => <OrderList orders={items} />}</WhenLoaded>
      <MoreButton more={more} of="orders" />
    </>
  );
}

function OrderList({ orders }: { readonly orders: readonly Order[] }) {
  if (orders.length === 0) return <p>You have not ordered anything yet.</p>;
  return (
    <ul class="plain">
      {orders.map(({ id, createdAt, items, totalCents, status }) => (
        <li key={id} class="panel lines">
          <div>
            <a href={orderAddress(id)}>
              <time dateTime={createdAt}>{formatDate(createdAt)}</time>
            </a>
            <p class="small muted">
              Order …{id.slice(-8)}: {items.map(({ name, quantity }) => `${quantity} × ${name}`).join(", ")}
            </p>
          </div>
          <OrderStatus status={status} />
          <span class="amount">{formatMoney(totalCents)}</span>
        </li>
      ))}
    </ul>
  );
}
