-- Analytics database. Every statement may run again.
CREATE TABLE IF NOT EXISTS sales (
  order_id text PRIMARY KEY,
  customer_id text NOT NULL,
  paid_at timestamptz NOT NULL,
  total_cents bigint NOT NULL CHECK (total_cents > 0)
);

CREATE INDEX IF NOT EXISTS sales_paid_at ON sales (paid_at);

CREATE TABLE IF NOT EXISTS sale_items (
  order_id text NOT NULL REFERENCES sales ON DELETE CASCADE,
  product_id text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  price_cents bigint NOT NULL,
  PRIMARY KEY (order_id, product_id)
);

-- Written by the Glue job from the exports of DynamoDB and the events of the data lake.
CREATE TABLE IF NOT EXISTS product_days (
  product_id text NOT NULL,
  day date NOT NULL,
  views bigint NOT NULL,
  pieces bigint NOT NULL,
  revenue_cents bigint NOT NULL,
  PRIMARY KEY (product_id, day)
);
