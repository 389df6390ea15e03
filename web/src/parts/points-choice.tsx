import { formatMoney } from "../formats";

interface PointsChoiceProps {
  readonly points: number;
  /** Maximum. */
  readonly limit: number;
  readonly choose: (points: number) => void;
}

/** A slider and a number field for the same value. */
export function PointsChoice({ points, limit, choose }: PointsChoiceProps) {
  const change = ({ currentTarget: field }: { readonly currentTarget: HTMLInputElement }) => {
    const value = Math.min(limit, Math.max(0, Math.trunc(field.valueAsNumber) || 0));
    // Preact does not render an unchanged value, so that the typed text would stay.
    field.value = String(value);
    choose(value);
  };
  return (
    <div class="points">
      <label>
        Points to redeem
        <input type="number" min={0} max={limit} value={points} onInput={change} />
      </label>
      <input
        type="range"
        aria-label="Points to redeem, as a slider"
        aria-valuetext={`${points} points, ${formatMoney(points)}`}
        min={0}
        max={limit}
        value={points}
        onInput={change}
      />
    </div>
  );
}
