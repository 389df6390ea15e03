import { trust, type Shape } from "./shape";

/** Several providers in one stack. */
export const PROVIDERS: Readonly<Record<string, Shape>> = {
  "a bucket with a random name": {
    providers: { random: "hashicorp/random" },
    resource: {
      random_id: { suffix: { byte_length: 4 } },
      random_string: { name: { length: 8 } },
      random_password: { admin: { length: 20 } },
      aws_s3_bucket: { files: { bucket: "files-${random_id.suffix.hex}-${random_string.name.result}" } },
    },
  },
  "a function from an archive": {
    providers: { archive: "hashicorp/archive", null: "hashicorp/null" },
    data: { archive_file: { code: { type: "zip", source_dir: "src", output_path: "code.zip" } } },
    resource: {
      null_resource: { build: { triggers: { always: "1" } } },
      aws_iam_role: { fn: { name: "fn", assume_role_policy: trust("lambda") } },
      aws_lambda_function: {
        fn: {
          function_name: "fn",
          role: "${aws_iam_role.fn.arn}",
          filename: "${data.archive_file.code.output_path}",
          source_code_hash: "${data.archive_file.code.output_base64sha256}",
          handler: "index.handler",
          runtime: "nodejs22.x",
        },
      },
    },
  },
  "an own certificate authority and files": {
    providers: { tls: "hashicorp/tls", local: "hashicorp/local", time: "hashicorp/time" },
    resource: {
      tls_private_key: { key: { algorithm: "ED25519" } },
      local_file: { key: { filename: "key.pub", content: "${tls_private_key.key.public_key_openssh}" } },
      time_sleep: { iam: { create_duration: "10s" } },
      aws_key_pair: { admin: { key_name: "admin", public_key: "${tls_private_key.key.public_key_openssh}" } },
    },
  },
  "an image that docker builds": {
    providers: { docker: "kreuzwerker/docker" },
    resource: {
      aws_ecr_repository: { app: { name: "app" } },
      docker_image: { app: { name: "${aws_ecr_repository.app.repository_url}:1" } },
    },
  },
};
