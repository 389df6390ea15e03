/** Tokens of the simulated payment provider. */
export const paymentMeans = [
  { token: "tok_approved", name: "Approved demo card" },
  { token: "tok_declined", name: "Declined demo card" },
  { token: "tok_flaky", name: "Second-attempt demo card" },
  { token: "tok_unreachable", name: "Unreachable demo card" },
] as const;

interface PaymentChoiceProps {
  readonly token: string;
  readonly choose: (token: string) => void;
}

export function PaymentChoice({ token, choose }: PaymentChoiceProps) {
  return (
    <label>
      Means of payment
      <select value={token} aria-describedby="payment-hint" onChange={(event) => choose(event.currentTarget.value)}>
        {paymentMeans.map((means) => (
          <option value={means.token}>{means.name}</option>
        ))}
      </select>
      <span id="payment-hint" class="small muted">
        Payments are simulated: choose the result.
      </span>
    </label>
  );
}
