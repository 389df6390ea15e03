const TINTS = 6;

/** A small deterministic hash. */
const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 1);

/** A drawing generated from the product's id in the colours of its category; the catalogue has no photographs. */
export function ProductPicture({ id, category }: { readonly id: string; readonly category: string }) {
  const seed = hash(id);
  const turn = (seed % 8) * 45;
  const shift = (seed >>> 4) % 40;
  return (
    <svg class={`picture tint-${hash(category) % TINTS}`} viewBox="-24 -10 208 130" aria-hidden="true">
      <g transform={`rotate(${turn} 80 55)`}>
        <circle cx={50 + shift} cy="45" r={26 + (seed % 14)} class="back" />
        <rect x={70 - shift / 2} y="40" width={44 + (seed % 9)} height="44" rx={seed % 2 ? 22 : 8} class="front" />
        <path d={`M ${24 + shift} 92 l 26 -40 l 26 40 z`} class="line" />
      </g>
    </svg>
  );
}
