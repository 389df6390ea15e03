-- The order that was placed under a key: another request under the same key is answered with it.
ALTER TABLE order_requests ADD COLUMN order_id uuid REFERENCES orders;
UPDATE order_requests SET order_id = (answer::json ->> 'id')::uuid WHERE answer IS NOT NULL;

-- A payment token exists only while it is needed: not for an order without a charge, and not after its payment has ended.
ALTER TABLE orders ALTER COLUMN payment_token DROP NOT NULL;
UPDATE orders SET payment_token = NULL WHERE status <> 'placed';
