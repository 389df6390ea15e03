import { readText, sendJson, startServer, type LocalServer } from "groundplan/testing/local";
import type { IncomingMessage } from "node:http";
import type { Payments } from "./payments";
import type { Fault, LocalPayPal } from "./paypal";

/** Actions of a person, or a test, beside the API. */
export interface ConsoleProps {
  register(email: string, password: string): Promise<object>;
  signIn(email: string, password: string): Promise<object>;
  /** Puts the clock forward and starts the renewals that are due. */
  advance(days: number): Promise<object>;
  /** PayPal, which starts after the console. */
  readonly payments: () => Payments;
}

/** Body of `POST /paypal`. */
export interface PayPalChange {
  /** Faults of the next requests with an effect. */
  readonly faults?: readonly Fault[];
  /** States of the next captures. */
  readonly outcomes?: LocalPayPal["outcomes"];
  /** False loses webhooks. */
  readonly sendsWebhooks?: boolean;
  /** False breaks PayPal's idempotency, for tests of tests. */
  readonly remembersKeys?: false;
}

const HELP = `POST /register   {"email", "password"}  registers and confirms a user
POST /sign-in    {"email", "password"}  returns the tokens of the user pool
GET  /checkoutnow?token=ID              approves a payment, as the customer does at PayPal
POST /clock      {"days"}               lets days pass, and starts what is due
GET  /paypal                            captures, refunds and delivered webhooks
POST /paypal     {"faults", "outcomes", "sendsWebhooks"}
                 faults of the next requests: "unavailable", "throttled", "answer-lost"
                 states of the next captures: "COMPLETED", "PENDING", "DECLINED"
`;

/** Starts the console. Its answers are JSON, and at `/` a list of what it does. */
export function startConsole(props: ConsoleProps): Promise<LocalServer> {
  return startServer((request, response) => {
    act(props, request).then(
      (value) =>
        value === undefined
          ? response.writeHead(200, { "content-type": "text/plain" }).end(HELP)
          : sendJson(response, 200, value, "application/json"),
      ({ name, message }: Error) => sendJson(response, 400, { code: name, message }, "application/json"),
    );
  });
}

async function act(props: ConsoleProps, request: IncomingMessage): Promise<object | undefined> {
  const { pathname, searchParams } = new URL(request.url!, "http://console");
  const text = await readText(request);
  const body = (text ? JSON.parse(text) : {}) as Credentials & PayPalChange & { readonly days: number };
  switch (`${request.method} ${pathname}`) {
    case "POST /register":
      return props.register(body.email, body.password);
    case "POST /sign-in":
      return props.signIn(body.email, body.password);
    case "GET /checkoutnow":
      return { approved: props.payments().payPal.approve(searchParams.get("token")!) };
    case "POST /clock":
      return props.advance(checkedDays(body.days));
    case "GET /paypal":
      return report(props.payments());
    case "POST /paypal":
      change(props.payments(), body);
      return report(props.payments());
    default:
      return undefined;
  }
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

function checkedDays(days: unknown): number {
  if (typeof days === "number" && days >= 0 && days <= 3_660) return days;
  throw new RangeError("days must be a number from 0 to 3660");
}

function report({ payPal, webhooks }: Payments): object {
  const { captures, refunds } = payPal;
  return { captures, refunds: Object.fromEntries(refunds), delivered: webhooks.delivered };
}

function change(
  { payPal, webhooks }: Payments,
  { faults, outcomes, sendsWebhooks, remembersKeys }: PayPalChange,
): void {
  payPal.faults.push(...(faults ?? []));
  payPal.outcomes.push(...(outcomes ?? []));
  webhooks.isEnabled = sendsWebhooks ?? webhooks.isEnabled;
  if (remembersKeys === false) payPal.forgetKeys();
}
