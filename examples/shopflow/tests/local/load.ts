import { isRunning, until } from "../../../../tests/support/processes";
import { Customer, type Attempt } from "./customer";

const CUSTOMERS = 8;
const ORDERS_EACH = 12;

/** Customers who order while a process is killed. */
export interface Load {
  /** Ids of the accepted orders. */
  readonly orders: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly failures: readonly Attempt[];
  /** Failures of requests that were not under way when the process ended. */
  readonly unexpectedFailures: readonly Attempt[];
}

/** Lets customers order, and kills the process once a third of the orders is accepted. */
export async function orderWhileKilling(shop: string, pid: number): Promise<Load> {
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => new Customer(shop, `customer-${pid}-${index}`));
  await Promise.all(customers.map((customer) => customer.signIn()));
  const ordered = () => customers.flatMap(({ orders }) => orders);
  const buying = Promise.all(customers.map(buyAll));
  await until(() => ordered().length >= (CUSTOMERS * ORDERS_EACH) / 3);
  const killedAt = Date.now();
  process.kill(pid, "SIGKILL");
  await until(() => !isRunning(pid));
  const goneAt = Date.now();
  await buying;
  const attempts = customers.flatMap((customer) => customer.attempts);
  const failures = attempts.filter(({ status }) => status === 0 || status >= 500);
  const wasUnderWay = ({ startedAt, endedAt }: Attempt) => startedAt <= goneAt && endedAt >= killedAt;
  return { orders: ordered(), attempts, failures, unexpectedFailures: failures.filter((each) => !wasUnderWay(each)) };
}

async function buyAll(customer: Customer): Promise<void> {
  for (let each = 0; each < ORDERS_EACH; each += 1) {
    await customer.buy(paymentTokenOf(each));
  }
}

/** The first payment succeeds at the second attempt, and a quarter is declined. */
function paymentTokenOf(order: number): string {
  if (order === 0) return "tok_flaky";
  return order % 4 === 3 ? "tok_declined" : "tok_approved";
}
