interface MoreButtonProps {
  readonly more: (() => Promise<void>) | undefined;
  readonly of: string;
}

/** The way to the next page of the list before it, while there is one. */
export function MoreButton({ more, of }: MoreButtonProps) {
  if (!more) return null;
  // The focus goes on to the first of what is new: at the end of the list, the button that had it is gone.
  const show = async (event: { readonly currentTarget: HTMLElement }) => {
    const list = event.currentTarget.parentElement!.previousElementSibling!;
    const { length } = list.children;
    await more();
    const first = list.children[length] as HTMLElement | undefined;
    if (first) first.tabIndex = -1;
    (first?.querySelector("a") ?? first)?.focus();
  };
  return (
    <p class="more">
      <button type="button" class="quiet" onClick={show}>
        Show more {of}
      </button>
    </p>
  );
}
