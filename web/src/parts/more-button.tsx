interface MoreButtonProps {
  readonly more: (() => Promise<void>) | undefined;
  readonly of: string;
}

/** Loads the next page of the list above, if there is one. */
export function MoreButton({ more, of }: MoreButtonProps) {
  if (!more) return null;
  // Moves the focus to the first new item: at the end of the list, the focused button disappears.
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
