/** A delivery that PayPal has not sent, or not now, or not to us. The sender does not learn the reason. */
export class Forged extends Error {
  constructor(readonly reason: string) {
    super(`The delivery is refused: ${reason}`);
    this.name = "Forged";
  }
}
