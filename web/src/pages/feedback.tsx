import { useState } from "preact/hooks";
import type { Feedback } from "../api/model";
import { formatDate } from "../formats";
import { usePages } from "../loading";
import { useObservable } from "../observable";
import { MoreButton } from "../parts/more-button";
import { Stars } from "../parts/stars";
import { WhenLoaded } from "../parts/when-loaded";
import { useStorefront } from "../storefront";
import { useSubmission } from "../submission";

/** What customers say about a product, and the place to say something. */
export function FeedbackSection({ productId }: { readonly productId: string }) {
  const { shop, session, signIn } = useStorefront();
  const isSignedIn = useObservable(session.status) === "signed-in";
  const { loaded, more } = usePages((after) => shop.listFeedback(productId, after), productId);
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">Feedback</h2>
      <WhenLoaded loaded={loaded}>{({ items }) => <FeedbackList list={items} />}</WhenLoaded>
      <MoreButton more={more} of="feedback" />
      {isSignedIn ? (
        <FeedbackForm productId={productId} onGiven={loaded.retry} />
      ) : (
        <p>
          <button type="button" class="quiet" onClick={signIn}>
            Sign in to give feedback
          </button>
        </p>
      )}
    </section>
  );
}

function FeedbackList({ list }: { readonly list: readonly Feedback[] }) {
  if (list.length === 0) return <p class="muted">Nobody has said anything yet.</p>;
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
          {comment && <p>{comment}</p>}
        </li>
      ))}
    </ul>
  );
}

interface FeedbackFormProps {
  readonly productId: string;
  readonly onGiven: () => void;
}

const MAX_COMMENT = 2000;

function FeedbackForm({ productId, onGiven }: FeedbackFormProps) {
  const { shop, notices } = useStorefront();
  const [rating, setRating] = useState(5);
  const [comment, setComment] = useState("");
  const { submit, isBusy } = useSubmission(async () => {
    await shop.giveFeedback({ productId, rating, comment });
    setComment("");
    notices.done("Thank you for your feedback.");
    onGiven();
  });
  return (
    <form class="panel" onSubmit={submit}>
      <RatingChoice rating={rating} choose={setRating} />
      <label>
        Comment
        <textarea
          required
          maxLength={MAX_COMMENT}
          rows={3}
          value={comment}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </label>
      <button type="submit" aria-disabled={isBusy}>
        Give feedback
      </button>
    </form>
  );
}

function RatingChoice({ rating, choose }: { readonly rating: number; readonly choose: (rating: number) => void }) {
  return (
    <fieldset class="rating">
      <legend>Rating</legend>
      {[1, 2, 3, 4, 5].map((value) => (
        <label key={value}>
          <input type="radio" name="rating" checked={value === rating} onChange={() => choose(value)} />
          <span aria-hidden="true">{value <= rating ? "★" : "☆"}</span>
          <span class="hidden">{value} of 5</span>
        </label>
      ))}
    </fieldset>
  );
}
