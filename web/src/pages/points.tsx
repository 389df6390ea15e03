import type { PointsEntry } from "../api/model";
import { formatDate, formatNumber } from "../formats";
import { useLoaded, usePages } from "../loading";
import { MoreButton } from "../parts/more-button";
import { PageTitle } from "../parts/page-title";
import { WhenLoaded } from "../parts/when-loaded";
import { orderAddress } from "../router";
import { useStorefront } from "../storefront";

const REASONS: Record<PointsEntry["reason"], string> = {
  welcome: "Welcome to the shop",
  redeemed: "Redeemed for an order",
  returned: "Returned from a cancelled order",
  earned: "Earned with an order",
};

export function Points() {
  const { shop } = useStorefront();
  const customer = useLoaded(() => shop.getCustomer());
  return (
    <>
      <PageTitle text="Your points" />
      <WhenLoaded loaded={customer}>
        {({ pointsBalance }) => (
          <>
            <p class="price large">
              {formatNumber(pointsBalance)} <span class="muted">points</span>
            </p>
            <Ledger />
          </>
        )}
      </WhenLoaded>
    </>
  );
}

/** Loaded after the customer, because that request creates a new customer with the welcome points. */
function Ledger() {
  const { shop } = useStorefront();
  const { loaded, more } = usePages((after) => shop.listPoints(after));
  return (
    <>
      <WhenLoaded loaded={loaded}>
        {({ items }) => (
          <ul class="plain">
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </WhenLoaded>
      <MoreButton more={more} of="entries" />
    </>
  );
}

function Entry({ entry: { reason, points, orderId, createdAt } }: { readonly entry: PointsEntry }) {
  return (
    <li class="panel lines">
      <div>
        {orderId === null ? REASONS[reason] : <a href={orderAddress(orderId)}>{REASONS[reason]}</a>}
        <p class="small muted">{formatDate(createdAt)}</p>
      </div>
      <span class="amount">{points > 0 ? `+${formatNumber(points)}` : formatNumber(points)}</span>
    </li>
  );
}
