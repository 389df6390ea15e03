import { callAws } from "../../../../testing/local";
import { Development } from "../../../../tests/support/local/development";
import { send } from "../../../../tests/support/local/requests";
import type { PayPalChange } from "../../local/console";
import type { LocalCapture, SignedDelivery } from "../../local/paypal";
import type { Group } from "../../functions/contract";

/** Payments and webhooks of PayPal. */
export interface Payments {
  readonly captures: readonly LocalCapture[];
  /** Refunded cents by capture. */
  readonly refunds: Readonly<Record<string, number>>;
  readonly delivered: readonly SignedDelivery[];
}

interface Message {
  readonly channel: "email" | "sms" | "topic";
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
}

/** `npm run dev -- --app examples/saas`, with its console and its messages. */
export class Saas extends Development {
  /** @param folder - folder for temporary files. */
  constructor(folder: string, variables: Readonly<Record<string, string>> = {}) {
    super("examples/saas", folder, variables);
  }

  get console(): string {
    return this.printed(/^console: (\S+)$/m);
  }

  /** Lets days pass. @returns the time of the system's clock. */
  async pass(days: number): Promise<string> {
    const { status, body } = await send(this.console, "POST", "/clock", { body: { days } });
    if (status !== 200) throw new Error(`The clock answered ${status}: ${JSON.stringify(body)}`);
    return String(body["now"]);
  }

  async payments(change: PayPalChange = {}): Promise<Payments> {
    const { body } = await send(this.console, "POST", "/paypal", { body: change });
    return body as unknown as Payments;
  }

  /** Messages to an address or a number, and those of the topic. */
  async messages(to: string): Promise<readonly Message[]> {
    const answer = await fetch(this.printed(/^messages: (\S+)$/m));
    return ((await answer.json()) as Message[]).filter((message) => message.to.includes(to));
  }

  /** Adds a user to a group, as an operator does. */
  async addToGroup(Username: string, GroupName: Group): Promise<void> {
    const UserPoolId = this.printed(/user pool (\S+),/);
    const input = { UserPoolId, Username, GroupName };
    await callAws(this.printed(/^AWS: (\S+),/m), "cognito-idp", "AdminAddUserToGroup", input);
  }
}
