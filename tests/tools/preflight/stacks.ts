import fs from "node:fs";
import path from "node:path";
import type { TerraformBlock, TerraformJson } from "../../../modules/core";

export const ACCOUNT = "210987654321";
export const DIGEST = `sha256:${"7c".repeat(32)}`;
export const IMAGE = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/shop-api@${DIGEST}`;

const named = (blocks: readonly TerraformBlock[]) =>
  Object.fromEntries(blocks.map((block, index) => [`r${index}`, block]));

function stack(
  region: string,
  resources: Readonly<Record<string, readonly TerraformBlock[]>>,
  data = {},
): TerraformJson {
  const bucket = `shop-tfstate-${ACCOUNT}-${region}`;
  return {
    terraform: { backend: { s3: { bucket, key: "terraform.tfstate", region } } },
    provider: { aws: [{ region, allowed_account_ids: [ACCOUNT], default_tags: [{ tags: { Project: "shop" } }] }] },
    resource: Object.fromEntries(Object.entries(resources).map(([type, blocks]) => [type, named(blocks)])),
    data,
  };
}

const trust = {
  statement: [
    {
      actions: ["sts:AssumeRole"],
      principals: [
        {
          type: "AWS",
          identifiers: [`arn:aws:iam::${ACCOUNT}:user/people/ada`, `arn:aws:iam::${ACCOUNT}:role/on-call`],
        },
      ],
    },
  ],
};

/**
 * Stacks of one account: an environment `live` with its recovery stack, another environment, bootstrap and delivery.
 */
export const STACKS: Readonly<Record<string, TerraformJson>> = {
  live: stack(
    "eu-west-1",
    {
      aws_iam_role: [
        { name: "shop-live-api", permissions_boundary: `arn:aws:iam::${ACCOUNT}:policy/shop-boundary-live` },
      ],
      aws_lambda_function: [
        { image_uri: IMAGE, architectures: ["arm64"], reserved_concurrent_executions: 300 },
        { image_uri: IMAGE, architectures: ["arm64"], reserved_concurrent_executions: 2 },
      ],
      aws_eip: [{}, {}],
      aws_vpc: [{}],
      aws_cloudwatch_log_resource_policy: [{ policy_name: "shop-live-firewall" }],
      aws_rds_cluster: [{ tags: { backup: "shop-live" } }],
      aws_s3_bucket: [{ tags: { backup: "none" } }],
      aws_backup_plan: [{}],
      aws_route53_record: [
        { zone_id: "Z0LIVE", name: "shop.groundplan.dev" },
        { zone_id: "${aws_route53_zone.r0.id}", name: "shop.groundplan.dev" },
      ],
      aws_cognito_user_pool: [
        { email_configuration: { source_arn: `arn:aws:ses:eu-west-1:${ACCOUNT}:identity/shop.groundplan.dev` } },
      ],
    },
    { aws_iam_policy_document: { trust } },
  ),
  "live-recovery": stack("eu-central-1", {}),
  trial: stack("eu-west-1", { aws_lambda_function: [{ reserved_concurrent_executions: 98 }] }),
  bootstrap: stack("eu-west-1", {
    aws_iam_role: [{ name: "shop-deploy-live" }, { name: "shop-deploy-trial" }],
  }),
  delivery: stack("eu-west-1", { aws_codestarconnections_connection: [{ name: "shop" }] }),
};

/** Writes stacks as `npm run synth` does. */
export function writeStacks(project: string, stacks: Readonly<Record<string, TerraformJson>>): void {
  const manifest = Object.keys(stacks).map((name) => [
    name,
    { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
  ]);
  for (const [name, config] of Object.entries(stacks)) {
    fs.mkdirSync(path.join(project, "cdktf.out/stacks", name), { recursive: true });
    fs.writeFileSync(path.join(project, "cdktf.out/stacks", name, "cdk.tf.json"), JSON.stringify(config));
  }
  fs.writeFileSync(
    path.join(project, "cdktf.out/manifest.json"),
    JSON.stringify({ stacks: Object.fromEntries(manifest) }),
  );
}
