import type { Feedback } from "../api/model";
import { formatDate } from "../formats";
import { usePages } from "../loading";
import { MoreButton } from "../parts/more-button";
import { Stars } from "../parts/stars";
import { WhenLoaded } from "../parts/when-loaded";
import { useStorefront } from "../storefront";

/** Feedback on a product. Customers give it on the pages of their paid orders. */
export function FeedbackSection({ productId }: { readonly productId: string }) {
  const { shop } = useStorefront();
  const { loaded, more } = usePages((after) => shop.listFeedback(productId, after));
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">Feedback</h2>
      <WhenLoaded loaded={loaded}>{({ items }) => <FeedbackList list={items} />}</WhenLoaded>
      <MoreButton more={more} of="feedback" />
    </section>
  );
}

function FeedbackList({ list }: { readonly list: readonly Feedback[] }) {
  if (list.length === 0) return <p class="muted">There is no feedback yet.</p>;
  return (
    <ul class="plain">
      {list.map(({ id, rating, comment, createdAt }) => (
        <li key={id} class="panel">
          <p class="between">
            <Stars rating={rating} />
            <time dateTime={createdAt} class="small muted">
              {formatDate(createdAt)}
            </time>
          </p>
          <p class="comment">{comment}</p>
        </li>
      ))}
    </ul>
  );
}
