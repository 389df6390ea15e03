-- Messages on their way to the queue; a row goes when its message was sent.
CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL CHECK (type IN ('order.placed', 'order.paid', 'order.cancelled')),
  order_id uuid NOT NULL REFERENCES orders,
  customer_id text NOT NULL REFERENCES customers,
  product_ids uuid[] NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT now()
);

-- Messages that a consumer has done. It grows as the orders do, by two rows for each.
CREATE TABLE inbox (
  message_id text PRIMARY KEY CHECK (length(message_id) BETWEEN 1 AND 255),
  done_at timestamptz NOT NULL DEFAULT now()
);
