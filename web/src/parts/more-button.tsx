/** The way to the next page of a list, while there is one. */
export function MoreButton({ more, of }: { readonly more: (() => void) | undefined; readonly of: string }) {
  return (
    more && (
      <p class="more">
        <button type="button" class="quiet" onClick={more}>
          Show more {of}
        </button>
      </p>
    )
  );
}
