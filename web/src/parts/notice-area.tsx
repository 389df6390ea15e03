import { useObservable } from "../observable";
import { useStorefront } from "../storefront";

/** Always rendered, because screen readers only follow live regions that existed before their text. */
export function NoticeArea() {
  const { notices } = useStorefront();
  const notice = useObservable(notices);
  return (
    <div class="notices" aria-live="polite">
      {notice && (
        <div class={`notice ${notice.kind}`}>
          <div>
            <p>{notice.text}</p>
            {notice.details?.map((detail) => (
              <p class="small">{detail}</p>
            ))}
            {notice.isAboutCart && <a href="/cart">Change your cart</a>}
          </div>
          <button type="button" class="quiet" onClick={() => notices.clear()}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  );
}
