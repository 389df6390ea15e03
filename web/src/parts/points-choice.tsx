import { formatMoney } from "../formats";

interface PointsChoiceProps {
  readonly points: number;
  /** The most that can be redeemed. */
  readonly limit: number;
  readonly choose: (points: number) => void;
}

/** A slider for the hand and a number field for the exact amount; both say the same. */
export function PointsChoice({ points, limit, choose }: PointsChoiceProps) {
  const change = ({ currentTarget: field }: { readonly currentTarget: HTMLInputElement }) => {
    const value = Math.min(limit, Math.max(0, Math.trunc(field.valueAsNumber) || 0));
    // A choice that stays the same is not drawn again, whatever was typed.
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
