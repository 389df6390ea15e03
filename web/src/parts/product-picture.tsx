const TINTS = 6;
const SHAPES = 8;

/** A small deterministic hash. */
const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 1);

/**
 * A drawing by the style sheet: its shape depends on the product's id, and its colours on the category. The catalogue
 * has no photographs.
 */
export function ProductPicture({ id, category }: { readonly id: string; readonly category: string }) {
  return <div class={`picture tint-${hash(category) % TINTS} shape-${hash(id) % SHAPES}`} />;
}
