import { useState } from "preact/hooks";
import type { Feedback } from "../api/model";
import { formatDate } from "../formats";
import { usePages } from "../loading";
import { MoreButton } from "../parts/more-button";
import { SignedIn } from "../parts/signed-in";
import { Stars } from "../parts/stars";
import { WhenLoaded } from "../parts/when-loaded";
import { useStorefront } from "../storefront";
import { useSubmission } from "../submission";

interface FeedbackProps {
  readonly productId: string;
  readonly onGiven: () => void;
}

/** Feedback on a product, with the form. */
export function FeedbackSection({ productId, onGiven }: FeedbackProps) {
  const { shop } = useStorefront();
  const [isGiven, setGiven] = useState(false);
  const { loaded, more } = usePages((after) => shop.listFeedback(productId, after));
  const onSuccess = () => {
    setGiven(true);
    loaded.retry();
    onGiven();
  };
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">Feedback</h2>
      <WhenLoaded loaded={loaded}>{({ items }) => <FeedbackList list={items} />}</WhenLoaded>
      <MoreButton more={more} of="feedback" />
      {!isGiven && (
        <SignedIn purpose="to give feedback" children={<FeedbackForm productId={productId} onGiven={onSuccess} />} />
      )}
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

const MAX_COMMENT = 2000;

function FeedbackForm({ productId, onGiven }: FeedbackProps) {
  const { shop, notices } = useStorefront();
  const [rating, setRating] = useState(0);
  const [comment, setComment] = useState("");
  const { submit, isBusy } = useSubmission(async () => {
    await shop.giveFeedback({ productId, rating, comment });
    onGiven();
    notices.done("Thank you for your feedback.");
    // The focused form has been removed.
    document.querySelector("h1")?.focus();
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
          onChange={({ currentTarget: field }) => {
            // The browser's `required` accepts spaces alone, the shop does not.
            field.value = field.value.trim();
            setComment(field.value);
          }}
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
        <label>
          <input type="radio" name="rating" required checked={value === rating} onChange={() => choose(value)} />
          <span aria-hidden="true">{value <= rating ? "★" : "☆"}</span>
          <span class="hidden">{value} of 5</span>
        </label>
      ))}
    </fieldset>
  );
}
