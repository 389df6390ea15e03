import { useState } from "../hooks";
import { useStorefront } from "../storefront";
import { useSubmission } from "../submission";

const MAX_COMMENT = 2000;

interface FeedbackFormProps {
  readonly productId: string;
  readonly name: string;
  readonly onGiven: () => void;
}

/** Asks for feedback on a product that the customer has bought. */
export function FeedbackForm({ productId, name, onGiven }: FeedbackFormProps) {
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
    <details class="panel">
      <summary>Rate {name}</summary>
      <form onSubmit={submit}>
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
    </details>
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
