/** Rows of names and amounts; the last row is the sum. */
export function Amounts({ rows }: { readonly rows: readonly (readonly [name: string, amount: string])[] }) {
  return (
    <dl class="amounts">
      {rows.map(([name, amount]) => (
        <div>
          <dt>{name}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  );
}
