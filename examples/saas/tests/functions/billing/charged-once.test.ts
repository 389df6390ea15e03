import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as rules from "../../../functions/billing/rules";
import type { Subscription } from "../../../functions/billing/subscription";
import { planNames, intervals } from "../../../functions/contract";

/** Rules of a world; twins break one of them. */
type Rules = Pick<
  typeof rules,
  "claimRenewal" | "claimChange" | "paid" | "declined" | "requestCancellation" | "end" | "retryAt"
>;

interface Payment {
  readonly by: string;
  readonly attempt: number;
  readonly amountCents: number;
  status: "claimed" | "captured" | "declined";
}

interface Captured {
  readonly period: string;
  readonly at: string;
  readonly amountCents: number;
}

/** A workflow: its steps run in any order with those of others, and each may be repeated. */
interface Workflow {
  readonly name: string;
  readonly kind: "renew" | "retry" | "change" | "cancel";
  step: "claim" | "charge" | "settle" | "end" | "done";
  period?: string;
  readonly plan?: (typeof planNames)[number];
  readonly interval?: (typeof intervals)[number];
  readonly at?: "period-end" | "now";
}

const BEGIN = Date.parse("2027-01-31T12:00:00.000Z");

/** One subscription, its payments, PayPal, and the workflows that act on them at the same time. */
class World {
  readonly captures: Captured[] = [];
  readonly refunds: number[] = [];
  readonly workflows: Workflow[] = [];
  readonly effectiveEnds: string[] = [];
  readonly payments = new Map<string, Payment>();
  subscription: Subscription;
  private millis = BEGIN;
  private names = 0;

  constructor(private readonly law: Rules) {
    const moment = { by: "create", now: this.now };
    const opened = rules.open({ customerId: "ann", subscriptionId: "s" }, { plan: "pro", interval: "month" }, moment);
    const first = law.paid(opened, { captureId: "c0", amountCents: 2900 }, this.now);
    this.subscription = { ...first, payPalTokenId: "token" };
    this.captures.push({ period: this.now, at: this.now, amountCents: 2900 });
  }

  get now(): string {
    return new Date(this.millis).toISOString();
  }

  pass(hours: number): void {
    this.millis += hours * 3_600_000;
  }

  start(workflow: Omit<Workflow, "name" | "step">): void {
    // One execution for each period, as the renewals name them; others have names of their own.
    const name = workflow.kind === "renew" ? `renew-${this.subscription.renewsAt}` : `${workflow.kind}-${this.names++}`;
    this.workflows.push({ ...workflow, name, step: "claim" });
  }

  /** Runs a step; `repeated` forgets that it has run, as a lost answer does. PayPal decides by `declines`. */
  step(index: number, repeated: boolean, declines: boolean): void {
    const workflow = this.workflows[index % Math.max(this.workflows.length, 1)];
    if (!workflow || workflow.step === "done") return;
    const before = workflow.step;
    try {
      this[workflow.step](workflow, declines);
    } catch (error) {
      if ((error as Error).name === "SubscriptionRefused") workflow.step = "done";
      else if ((error as Error).name !== "ChargeInProgress") throw error;
      return;
    }
    if (repeated && before !== "settle") workflow.step = before;
  }

  claim(workflow: Workflow): void {
    const moment = { by: workflow.name, now: this.now };
    if (workflow.kind === "cancel") {
      this.subscription = this.law.requestCancellation(this.subscription, workflow.at!, this.now);
      workflow.step = this.subscription.cancellation === "now" ? "end" : "done";
      return;
    }
    const to = { plan: workflow.plan!, interval: workflow.interval! };
    const next =
      workflow.kind === "change"
        ? this.law.claimChange(this.subscription, to, moment)
        : this.law.claimRenewal(this.subscription, moment, workflow.kind === "retry");
    const { period, attempt, amountCents, by } = next.charge!;
    if (next !== this.subscription) {
      this.payments.set(`${period}/${attempt}`, { by, attempt, amountCents, status: "claimed" });
      this.subscription = next;
    }
    workflow.period = period;
    workflow.step = "charge";
  }

  charge(workflow: Workflow, declines: boolean): void {
    const payment = this.paymentOf(workflow);
    if (payment.status === "claimed" && payment.amountCents > 0 && !declines) {
      this.captures.push({ period: workflow.period!, at: this.now, amountCents: payment.amountCents });
      payment.status = "captured";
    } else if (payment.status === "claimed") payment.status = payment.amountCents > 0 ? "declined" : "captured";
    workflow.step = "settle";
  }

  settle(workflow: Workflow): void {
    const { status, amountCents } = this.paymentOf(workflow);
    const capture = amountCents > 0 ? { captureId: `c${this.captures.length}`, amountCents } : undefined;
    const settled =
      status === "captured"
        ? this.law.paid(this.subscription, capture, this.now)
        : this.law.declined(this.subscription);
    this.subscription = settled;
    workflow.step = "done";
    if (settled.status === "past-due" && workflow.kind !== "change")
      this.start(this.law.retryAt(settled, this.now) === undefined ? { kind: "cancel", at: "now" } : { kind: "retry" });
  }

  end(workflow: Workflow): void {
    const wasCancelled = this.subscription.status === "cancelled";
    this.subscription = this.law.end(this.subscription, this.now);
    if (!wasCancelled) {
      this.effectiveEnds.push(this.now);
      this.refunds.push(...(this.subscription.refunds ?? []).map(({ amountCents }) => amountCents));
    }
    workflow.step = "done";
  }

  private paymentOf({ period, name }: Workflow): Payment {
    const own = [...this.payments].filter(([key, { by }]) => key.startsWith(`${period}/`) && by === name);
    return own.at(-1)![1];
  }
}

const change = fc.record({ plan: fc.constantFrom(...planNames), interval: fc.constantFrom(...intervals) });
const actions = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("pass" as const), hours: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 4, arbitrary: fc.constant({ do: "renew" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), at: fc.constantFrom("period-end", "now") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change" as const), to: change }) },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant("step" as const),
      index: fc.nat(20),
      repeated: fc.boolean(),
      declines: fc.boolean(),
    }),
  },
);

/** Asserts that customers are charged once per period and never after the end, whatever happens in what order. */
function assertChargedOnce(law: Rules, numRuns: number): void {
  fc.assert(
    fc.property(fc.array(actions, { minLength: 10, maxLength: 80 }), (steps) => {
      const world = new World(law);
      for (const action of steps) {
        if (action.do === "pass") world.pass(action.hours);
        else if (action.do === "renew") world.start({ kind: "renew" });
        else if (action.do === "cancel") world.start({ kind: "cancel", at: action.at as "now" });
        else if (action.do === "change") world.start({ kind: "change", ...action.to });
        else world.step(action.index, action.repeated, action.declines);
      }
      const periods = world.captures.map(({ period }) => period);
      expect(periods).toEqual([...new Set(periods)]);
      const [end] = world.effectiveEnds;
      expect(world.captures.filter(({ at }) => end !== undefined && at > end)).toEqual([]);
      expect(world.effectiveEnds.length).toBeLessThanOrEqual(1);
      const captured = world.captures.reduce((sum, { amountCents }) => sum + amountCents, 0);
      expect(world.refunds.reduce((sum, cents) => sum + cents, 0)).toBeLessThanOrEqual(captured);
      expect(world.subscription.creditCents).toBeGreaterThanOrEqual(0);
    }),
    { numRuns, seed: 20_261_130 },
  );
}

describe("whatever the order, repetition and delay of events", () => {
  test("a customer is charged once per period, and never after the end of the subscription", () => {
    assertChargedOnce(rules, 3000);
  });

  const withoutCharge = ({ charge: _, ...rest }: Subscription): Subscription => rest;

  test.each<[string, Partial<Rules>]>([
    [
      "a charge did not exclude others",
      { claimRenewal: (current, ...rest) => rules.claimRenewal(withoutCharge(current), ...rest) },
    ],
    [
      "the end did not wait for a charge",
      { end: (current, now) => ({ ...rules.end(withoutCharge(current), now), charge: current.charge }) },
    ],
    [
      "an ended subscription could be renewed",
      {
        claimRenewal: (current, moment, retries) => {
          const status = retries ? "past-due" : "active";
          return rules.claimRenewal({ ...current, cancellation: undefined, status }, moment, retries);
        },
      },
    ],
    [
      "a payment did not begin the next period",
      {
        paid: (current, capture, now) => {
          const { renewsAt, periodStart, periodEnd, index } = current;
          return { ...rules.paid(current, capture, now), renewsAt, periodStart, periodEnd, index };
        },
      },
    ],
    [
      "a refund did not regard what was captured",
      { end: (current, now) => ({ ...rules.end(current, now), refunds: [{ captureId: "c", amountCents: 1e9 }] }) },
    ],
  ])("would fail if %s", (_, broken) => {
    expect(() => assertChargedOnce({ ...rules, ...broken }, 3000)).toThrow(/Property failed/);
  });
});
