variable "name" { type = string }

resource "aws_kinesis_stream" "this" {
  name             = var.name
  retention_period = 48
  encryption_type  = "KMS"
  kms_key_id       = "alias/aws/kinesis"
  stream_mode_details { stream_mode = "ON_DEMAND" }
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn                   = aws_kinesis_stream.this.arn
  function_name                      = "arn:aws:lambda:us-east-1:123456789012:function:${var.name}"
  starting_position                  = "LATEST"
  batch_size                         = 100
  parallelization_factor             = 2
  maximum_retry_attempts             = 3
  bisect_batch_on_function_error     = true
  maximum_batching_window_in_seconds = 5
}

resource "aws_kinesis_firehose_delivery_stream" "this" {
  name        = var.name
  destination = "extended_s3"
  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.this.arn
    role_arn           = "arn:aws:iam::123456789012:role/${var.name}"
  }
  extended_s3_configuration {
    role_arn            = "arn:aws:iam::123456789012:role/${var.name}"
    bucket_arn          = "arn:aws:s3:::${var.name}-lake"
    prefix              = "events/"
    error_output_prefix = "errors/"
    buffering_size      = 64
    buffering_interval  = 300
    compression_format  = "GZIP"
  }
}
