-- Trace header of the request or message that recorded the message, by which the consumer continues the trace.
ALTER TABLE outbox ADD COLUMN trace_header text CHECK (length(trace_header) <= 255);
