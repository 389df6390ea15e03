-- What is old is removed by its age, a part at a time.
CREATE INDEX inbox_by_age ON inbox (done_at);
CREATE INDEX order_requests_by_age ON order_requests (created_at);
