import { randomUUID } from "node:crypto";
import { send, type Reply } from "../../../../tests/support/local/requests";
import type { Interval, PlanName } from "../../functions/contract";
import type { Saas } from "./development";

/** A subscription as its customer sees it. */
export interface Shown {
  readonly subscriptionId: string;
  readonly status: string;
  readonly plan: PlanName;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly creditCents: number;
  readonly cancellation?: string;
  readonly approvalUrl?: string;
}

/** Limit of the wait for a change, on a busy machine. */
const WAIT_MILLIS = 60_000;

/** Repeats a question until its answer satisfies. @throws with the last answer if none does in time. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  satisfies: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = Date.now() + WAIT_MILLIS;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** A person who uses the API as a browser does. */
export class Subscriber {
  readonly email = `${randomUUID()}@example.com`;
  readonly password = "Correct horse 1 battery";
  id = "";
  accessToken = "";
  idToken = "";

  constructor(private readonly system: Saas) {}

  async register(): Promise<Reply> {
    const { email, password } = this;
    return send(this.system.console, "POST", "/register", { body: { email, password } });
  }

  async signIn(password = this.password): Promise<Reply> {
    const reply = await send(this.system.console, "POST", "/sign-in", { body: { email: this.email, password } });
    if (reply.status !== 200) return reply;
    const { userId, accessToken, idToken } = reply.body as Readonly<Record<string, string>>;
    Object.assign(this, { id: userId, accessToken, idToken });
    return reply;
  }

  /** Registers, enters the profile, and signs in as a customer. */
  async join(): Promise<this> {
    const statuses = [
      (await this.register()).status,
      (await this.signIn()).status,
      (await this.post("/profile", { name: "Ann O'Neil" })).status,
      (await this.signIn()).status,
    ];
    if (statuses.join() !== "200,200,201,200") throw new Error(`Joining answered ${statuses.join()}`);
    return this;
  }

  /** Requests a subscription. @returns its id. */
  async request(plan: PlanName, interval: Interval = "month", key: string = randomUUID()): Promise<string> {
    const { status, body } = await this.post("/subscriptions", { plan, interval }, { "idempotency-key": key });
    if (status !== 202) throw new Error(`Subscribing answered ${status}: ${JSON.stringify(body)}`);
    return String(body["subscriptionId"]);
  }

  /** Approves the first payment at PayPal. */
  async approve(id: string): Promise<void> {
    const { approvalUrl } = await this.sees(id, (shown) => shown.approvalUrl !== undefined);
    await fetch(approvalUrl!);
  }

  /** Requests a subscription, and pays for it. @returns its id. */
  async subscribe(plan: PlanName): Promise<string> {
    const id = await this.request(plan);
    await this.approve(id);
    await this.sees(id, ({ status }) => status === "active");
    return id;
  }

  /** Ends the subscription at once, so that later days have no effect on it. */
  async end(id: string): Promise<void> {
    const { status } = await this.cancel(id, "now");
    if (status !== 202) throw new Error(`Cancelling answered ${status}`);
    await this.sees(id, (shown) => shown.status === "cancelled");
  }

  /** Waits until the subscription satisfies. */
  sees(id: string, satisfies: (shown: Shown) => boolean): Promise<Shown> {
    const ask = async () => (await this.get(`/subscriptions/${id}`)).body as unknown as Shown;
    return eventually(ask, satisfies);
  }

  /** Waits for an e-mail with the subject. @returns its text. */
  async mail(subject: string): Promise<string> {
    const ask = () => this.system.messages(this.email);
    const found = (messages: Awaited<ReturnType<typeof ask>>) => messages.find((each) => each.subject === subject);
    return found(await eventually(ask, (messages) => found(messages) !== undefined))!.text;
  }

  changePlan(id: string, plan: PlanName, interval: Interval = "month"): Promise<Reply> {
    return this.post(`/subscriptions/${id}/change`, { plan, interval }, { "idempotency-key": randomUUID() });
  }

  cancel(id: string, at: "period-end" | "now"): Promise<Reply> {
    return this.post(`/subscriptions/${id}/cancellation`, { at }, { "idempotency-key": randomUUID() });
  }

  get(path: string): Promise<Reply> {
    return send(this.system.url, "GET", path, { headers: this.authorization });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return send(this.system.url, "POST", path, { body, headers: { ...this.authorization, ...headers } });
  }

  put(path: string, body: unknown): Promise<Reply> {
    return send(this.system.url, "PUT", path, { body, headers: this.authorization });
  }

  private get authorization(): Readonly<Record<string, string>> {
    return this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {};
  }
}
