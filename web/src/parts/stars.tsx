const BEST = 5;

/** Rating as stars, and as text for screen readers. */
export function Stars({ rating }: { readonly rating: number | null }) {
  if (rating === null) return <span class="stars muted">Not rated yet</span>;
  const full = Math.round(rating);
  return (
    <span class="stars">
      <span aria-hidden="true">{"★".repeat(full) + "☆".repeat(BEST - full)}</span>
      <span class="hidden">
        Rated {Number(rating.toFixed(1))} of {BEST}
      </span>
    </span>
  );
}
