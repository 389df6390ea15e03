variable "name" { type = string }

locals {
  role = "arn:aws:iam::123456789012:role/${var.name}"
  stages = {
    "1-build"  = { category = "Build", provider = "CodeBuild", inputs = ["source"], outputs = ["image"], settings = { ProjectName = aws_codebuild_project.this["build"].name } }
    "2-verify" = { category = "Test", provider = "CodeBuild", inputs = ["source"], outputs = [], settings = { ProjectName = aws_codebuild_project.this["verify"].name } }
  }
}

resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration { scan_on_push = true }
  encryption_configuration { encryption_type = "KMS" }
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep thirty images"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_codebuild_project" "this" {
  for_each       = toset(["build", "verify"])
  name           = "${var.name}-${each.key}"
  service_role   = local.role
  build_timeout  = 30
  encryption_key = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  artifacts { type = "CODEPIPELINE" }
  environment {
    type         = "LINUX_CONTAINER"
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux2-x86_64-standard:5.0"
    environment_variable {
      name  = "REPOSITORY"
      value = aws_ecr_repository.this.repository_url
    }
  }
  source {
    type      = "CODEPIPELINE"
    buildspec = "${each.key}.yml"
  }
  logs_config {
    cloudwatch_logs { group_name = "/builds/${var.name}" }
  }
}

resource "aws_codepipeline" "this" {
  name          = var.name
  pipeline_type = "V2"
  role_arn      = local.role
  artifact_store {
    type     = "S3"
    location = "${var.name}-artifacts"
  }
  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["source"]
      configuration = {
        ConnectionArn    = "arn:aws:codestar-connections:us-east-1:123456789012:connection/00000000-0000-0000-0000-000000000000"
        FullRepositoryId = "example/shop"
        BranchName       = "main"
      }
    }
  }
  dynamic "stage" {
    for_each = local.stages
    content {
      name = stage.key
      action {
        name             = stage.value.category
        category         = stage.value.category
        owner            = "AWS"
        provider         = stage.value.provider
        version          = "1"
        input_artifacts  = stage.value.inputs
        output_artifacts = stage.value.outputs
        configuration    = stage.value.settings
      }
    }
  }
}
