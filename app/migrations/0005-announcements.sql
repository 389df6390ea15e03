-- When the outbox was last told that the order is placed. An order that still is long afterwards has lost its message or its workflow.
ALTER TABLE orders ADD COLUMN announced_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX placed_orders_by_announcement ON orders (announced_at) WHERE status = 'placed';
-- Whether an order's message is still waiting is asked for each of them.
CREATE INDEX outbox_by_order ON outbox (order_id);
