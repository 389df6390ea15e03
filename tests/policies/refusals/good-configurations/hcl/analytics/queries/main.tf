variable "name" { type = string }

resource "aws_athena_workgroup" "this" {
  for_each = toset(["analysts", "reports"])
  name     = "${var.name}-${each.key}"
  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 10737418240
    result_configuration {
      output_location = "s3://${var.name}-results/${each.key}/"
      encryption_configuration { encryption_option = "SSE_S3" }
    }
  }
}

resource "aws_athena_named_query" "this" {
  name      = "orders-by-day"
  workgroup = aws_athena_workgroup.this["reports"].id
  database  = "orders"
  query     = "SELECT day, count(*) FROM orders GROUP BY day"
}
