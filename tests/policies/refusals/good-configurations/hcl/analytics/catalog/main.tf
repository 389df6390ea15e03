variable "name" { type = string }

resource "aws_glue_catalog_database" "this" {
  name = replace(var.name, "-", "_")
}

resource "aws_glue_security_configuration" "this" {
  name = var.name
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    }
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    }
  }
}

resource "aws_glue_crawler" "this" {
  name                   = var.name
  database_name          = aws_glue_catalog_database.this.name
  role                   = "arn:aws:iam::123456789012:role/glue"
  schedule               = "cron(0 3 * * ? *)"
  security_configuration = aws_glue_security_configuration.this.name
  dynamic "s3_target" {
    for_each = toset(["orders", "customers"])
    content { path = "s3://${var.name}-lake/${s3_target.value}" }
  }
  schema_change_policy {
    update_behavior = "LOG"
    delete_behavior = "LOG"
  }
  recrawl_policy { recrawl_behavior = "CRAWL_NEW_FOLDERS_ONLY" }
}

resource "aws_glue_job" "this" {
  name                   = var.name
  role_arn               = "arn:aws:iam::123456789012:role/glue"
  glue_version           = "5.0"
  worker_type            = "G.1X"
  number_of_workers      = 2
  timeout                = 60
  security_configuration = aws_glue_security_configuration.this.name
  command {
    script_location = "s3://${var.name}-scripts/job.py"
    python_version  = "3"
  }
  default_arguments = { "--job-language" = "python", "--enable-metrics" = "true" }
}

resource "aws_glue_trigger" "this" {
  name     = var.name
  type     = "SCHEDULED"
  schedule = "cron(30 3 * * ? *)"
  actions { job_name = aws_glue_job.this.name }
}
