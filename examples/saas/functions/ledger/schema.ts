/**
 * Schema of the ledger and the read model of subscriptions. Functions that start at the same time create it one after
 * the other: PostgreSQL refuses two tables of one name even if each is created only if it does not exist.
 */
export const SCHEMA = `
  SELECT pg_advisory_xact_lock(713500);
  CREATE TABLE IF NOT EXISTS ledger (
    event_id text PRIMARY KEY,
    occurred_at timestamptz NOT NULL,
    type text NOT NULL,
    customer_id text NOT NULL,
    subscription_id text NOT NULL,
    plan text NOT NULL,
    period text NOT NULL CHECK (period IN ('month', 'year')),
    amount_cents bigint NOT NULL,
    paypal_id text
  );
  CREATE INDEX IF NOT EXISTS ledger_occurred_at ON ledger (occurred_at);
  CREATE TABLE IF NOT EXISTS subscriptions (
    subscription_id text PRIMARY KEY,
    customer_id text NOT NULL,
    plan text NOT NULL,
    period text NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'past-due', 'cancelled')),
    updated_at timestamptz NOT NULL
  )`;
