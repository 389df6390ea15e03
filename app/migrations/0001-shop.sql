-- Amounts are whole cents and whole points. An order has at most 20 products of at most 20 pieces each, so the limit of a price keeps every
-- sum within an integer.

CREATE TABLE products (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text NOT NULL CHECK (length(description) <= 4000),
  category text NOT NULL CHECK (length(category) BETWEEN 1 AND 100),
  price_cents integer NOT NULL CHECK (price_cents BETWEEN 0 AND 5000000),
  stock integer NOT NULL CHECK (stock >= 0),
  -- Kept with the product so that a list of products does not read all feedback.
  rating_total integer NOT NULL DEFAULT 0 CHECK (rating_total >= 0),
  rating_count integer NOT NULL DEFAULT 0 CHECK (rating_count >= 0)
);

CREATE INDEX products_by_category ON products (category, id);

CREATE TABLE customers (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 255),
  -- The sum of the customer's points entries; the row's lock is what serializes the ledger.
  points_balance integer NOT NULL CHECK (points_balance >= 0),
  member_since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  customer_id text NOT NULL REFERENCES customers,
  status text NOT NULL DEFAULT 'placed' CHECK (status IN ('placed', 'paid', 'cancelled')),
  subtotal_cents integer NOT NULL CHECK (subtotal_cents >= 0),
  points_redeemed integer NOT NULL CHECK (points_redeemed BETWEEN 0 AND subtotal_cents),
  total_cents integer NOT NULL CHECK (total_cents = subtotal_cents - points_redeemed),
  points_earned integer NOT NULL DEFAULT 0 CHECK (points_earned >= 0 AND (points_earned = 0 OR status = 'paid')),
  payment_token text NOT NULL CHECK (length(payment_token) BETWEEN 1 AND 255),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_by_customer ON orders (customer_id, id DESC);

CREATE TABLE order_items (
  order_id uuid NOT NULL REFERENCES orders,
  position smallint NOT NULL CHECK (position BETWEEN 1 AND 20),
  product_id uuid NOT NULL REFERENCES products,
  name text NOT NULL,
  quantity smallint NOT NULL CHECK (quantity BETWEEN 1 AND 20),
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  PRIMARY KEY (order_id, position),
  UNIQUE (order_id, product_id)
);

-- The answer is text and not jsonb: jsonb orders keys anew, and a repeated request must get the same bytes.
CREATE TABLE order_requests (
  customer_id text NOT NULL,
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  fingerprint text NOT NULL,
  answer text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, idempotency_key)
);

CREATE TABLE points_entries (
  id uuid PRIMARY KEY,
  customer_id text NOT NULL REFERENCES customers,
  points integer NOT NULL CHECK (points <> 0),
  reason text NOT NULL CHECK (reason IN ('welcome', 'redeemed', 'returned', 'earned')),
  order_id uuid REFERENCES orders,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((reason = 'welcome') = (order_id IS NULL)),
  CHECK ((reason = 'redeemed') = (points < 0)),
  UNIQUE (order_id, reason)
);

CREATE INDEX points_entries_by_customer ON points_entries (customer_id, id DESC);
CREATE UNIQUE INDEX one_welcome_per_customer ON points_entries (customer_id) WHERE reason = 'welcome';

CREATE TABLE feedback (
  id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES products,
  customer_id text NOT NULL REFERENCES customers,
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
  comment text NOT NULL CHECK (length(comment) <= 4000),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (customer_id, product_id)
);

CREATE INDEX feedback_by_product ON feedback (product_id, id DESC);
