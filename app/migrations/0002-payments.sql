CREATE TABLE payments (
  order_id uuid PRIMARY KEY REFERENCES orders,
  amount_cents integer NOT NULL CHECK (amount_cents >= 0),
  -- What the provider calls the charge; null until it was charged.
  reference text CHECK (length(reference) BETWEEN 1 AND 255),
  reserved_at timestamptz NOT NULL DEFAULT now()
);
