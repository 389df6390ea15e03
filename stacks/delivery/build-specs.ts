import type { BuildSpec } from "../../modules/delivery";
import { siteConfigurationKey } from "../../app/contract";
import { imageParameterName, siteParameterNames } from "../deployment-names";

const TERRAFORM_VERSION = "1.11.4";
/** Certificates of the authorities that sign those of RDS, in every region. */
const RDS_CERTIFICATES = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";
const runtimes = { nodejs: 22 };
const installPackages = "npm ci --no-audit --no-fund";

const installTerraform = [
  "cd /tmp",
  `curl -fsSLO https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_linux_amd64.zip`,
  `curl -fsSLO https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_SHA256SUMS`,
  `grep terraform_${TERRAFORM_VERSION}_linux_amd64.zip terraform_${TERRAFORM_VERSION}_SHA256SUMS | sha256sum --check`,
  `unzip -qo terraform_${TERRAFORM_VERSION}_linux_amd64.zip terraform -d /usr/local/bin`,
].join(" && ");

/**
 * A profile and not a session: its credentials are renewed, while a session that one role opens for another ends
 * after an hour.
 */
const actAsRole = [
  'aws configure set profile.deployment.role_arn "$ROLE_ARN"',
  "aws configure set profile.deployment.credential_source EcsContainer",
  'export AWS_PROFILE=deployment AWS_REGION="$REGION"',
];

/**
 * All that CI checks of the infrastructure, again and where it counts. The application's image was checked before its
 * digest was named.
 */
export const check: BuildSpec = {
  runtimes,
  install: [`(${installTerraform})`, 'pip3 install --quiet "moto[server]==5.2.1"', installPackages],
  build: [
    "npm run typecheck",
    "npm run lint",
    "npx jest --coverage",
    "npm run rehearse",
    "npm run validate -- --provider real",
    "npm run plan -- --provider real",
    "npm run policy -- plans/*/plan.json --refusals --expiry report",
    "npm run emulate",
  ],
};

/**
 * Folders of an environment's stacks, the recovery stack first: the environment's backup plans copy into its vault.
 */
const stackFolders = ['"$ENVIRONMENT-recovery"', '"$ENVIRONMENT"'];

/**
 * Saves a plan of each stack of an environment, summarizes them on one page and evaluates the policies on them. The
 * artifact contains configuration, provider lock file and plan, which the apply stage applies without planning again.
 */
export const plan: BuildSpec = {
  runtimes,
  install: [`(${installTerraform})`, installPackages],
  build: [
    "npm run synth",
    'node dist/tools/commands/groundplan.js preflight "$ENVIRONMENT" --only-placeholders',
    'mkdir plans && cp -R "cdktf.out/stacks/$ENVIRONMENT-recovery" "cdktf.out/stacks/$ENVIRONMENT" plans',
    ...actAsRole,
    ...stackFolders
      .map((folder) => `plans/${folder}`)
      .flatMap((folder) => [
        `terraform -chdir=${folder} init -input=false`,
        `terraform -chdir=${folder} plan -input=false -lock-timeout=5m -out=plan.tfplan`,
        `terraform -chdir=${folder} show -json plan.tfplan > ${folder}/plan.json`,
        `rm -rf ${folder}/.terraform`,
      ]),
    "npm run -s summary -- plans/*/plan.json > plans/summary.txt",
    "npm run -s policy -- plans/*/plan.json --approvals approvals.json --refusals --expiry report",
    "cat plans/summary.txt",
    'SUMMARY="$(tail -n 1 plans/summary.txt)" && export SUMMARY',
  ],
  artifactFolder: "plans",
  exportedVariables: ["SUMMARY"],
};

/** Applies the saved plans. Terraform refuses one if the state has changed since it was made. */
export function apply(images: ImageLocation): BuildSpec {
  return {
    install: [`(${installTerraform})`],
    build: [
      protectImages(images),
      ...actAsRole,
      ...stackFolders.flatMap((folder) => [
        `terraform -chdir=${folder} init -input=false -lockfile=readonly`,
        `terraform -chdir=${folder} apply -input=false -lock-timeout=5m plan.tfplan`,
      ]),
    ],
  };
}

/** Repository of the application's images, in the regions that functions pull from. */
export interface ImageLocation {
  readonly repositoryName: string;
  readonly regions: readonly string[];
}

/**
 * Tags the images that an environment's functions run, so that the lifecycle policy of the repository retains them.
 */
function protectImages({ repositoryName, regions }: ImageLocation): string {
  const repository = `--repository-name ${repositoryName} --region "$IMAGE_REGION"`;
  return `for DIGEST in $(grep -ohE "@sha256:[0-9a-f]{64}" "$ENVIRONMENT/cdk.tf.json" | tr -d @ | sort -u); do
  TAG="deployed-$ENVIRONMENT-$(echo "$DIGEST" | cut -c8-19)"
  for IMAGE_REGION in ${regions.join(" ")}; do
    aws ecr describe-images ${repository} --image-ids imageTag="$TAG" >/dev/null 2>&1 && continue
    MANIFEST=$(aws ecr batch-get-image ${repository} --image-ids imageDigest="$DIGEST" --query "images[0].imageManifest" --output text) || exit 1
    aws ecr put-image ${repository} --image-tag "$TAG" --image-digest "$DIGEST" --image-manifest "$MANIFEST" >/dev/null || exit 1
  done
done`;
}

/** Runs the application's tests, away from the build that may push images. */
export const test: BuildSpec = {
  runtimes,
  install: [installPackages],
  build: ["npm run typecheck --workspace app", "npm test --workspace app"],
};

/** Severities of image scan findings, the gravest first. */
export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

export type Severity = (typeof SEVERITIES)[number];

/**
 * Builds and pushes the image of a commit, unless an earlier run did: its tag is immutable. Fails on scan findings of
 * `lowestRefused` severity or above. Writes the digest to an SSM parameter; an environment names it to run the image.
 */
export function image(project: string, lowestRefused: Severity): BuildSpec {
  const parameter = imageParameterName(project, "$COMMIT");
  const imageOf = '--repository-name "$REPOSITORY_NAME" --image-id imageTag="$COMMIT"';
  const findDigest =
    'aws ecr describe-images --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$COMMIT" --query "imageDetails[0].imageDigest" --output text';
  const buildAndPush = [
    "npm ci --workspace app --no-audit --no-fund",
    "npm run bundle --workspace app",
    `curl -fsSo app/rds-ca.pem ${RDS_CERTIFICATES}`,
    // Lambda rejects the image index that attestations would create.
    'docker build --provenance=false --sbom=false --build-arg BASE="$BASE_IMAGE" --build-arg RDS_CA_SHA256="$RDS_CERTIFICATES_SHA256" --build-arg REVISION="$COMMIT" --tag "$REPOSITORY_URL:$COMMIT" app',
    'docker push "$REPOSITORY_URL:$COMMIT"',
  ].join(" && ");
  return {
    runtimes,
    build: [
      "export COMMIT=$CODEBUILD_RESOLVED_SOURCE_VERSION",
      'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
      `${findDigest} || { ${buildAndPush}; }`,
      `DIGEST=$(${findDigest}) && export DIGEST`,
      `aws ecr wait image-scan-complete ${imageOf}`,
      `aws ecr describe-image-scan-findings ${imageOf} --query imageScanFindings.findingSeverityCounts > /tmp/findings.json`,
      `jq -e '${refusal(lowestRefused)}' /tmp/findings.json || { echo "The scan of $DIGEST has findings of severity ${lowestRefused} or above"; exit 1; }`,
      `aws ssm put-parameter --name "${parameter}" --type String --value "$DIGEST" --overwrite`,
      'echo "To deploy commit $COMMIT: npm run promote -- <environment> $DIGEST"',
    ],
  };
}

/** A jq filter that is true if there are no findings of the severity or a graver one. */
function refusal(lowest: Severity): string {
  const counts = SEVERITIES.slice(0, SEVERITIES.indexOf(lowest) + 1).map((severity) => `.${severity}`);
  return `[${counts.join(", ")}] | map(. // 0) | add == 0`;
}

export const site: BuildSpec = {
  runtimes,
  install: ["npm ci --workspace web --no-audit --no-fund"],
  build: ["npm run build --workspace web"],
  artifactFolder: "web/dist",
};

/**
 * The page that refers to all others comes after them, and what it no longer refers to is removed only then. Names of
 * assets change with their content, so that browsers may keep them; the site's configuration is the platform's and
 * stays.
 */
export function publish(project: string): BuildSpec {
  const parameters = siteParameterNames(project, "$ENVIRONMENT");
  const read = (name: string): string =>
    `$(aws ssm get-parameter --name "${name}" --query Parameter.Value --output text)`;
  return {
    build: [
      ...actAsRole,
      `BUCKET=${read(parameters.bucket)} && export BUCKET`,
      `DISTRIBUTION=${read(parameters.distribution)} && export DISTRIBUTION`,
      'aws s3 sync assets "s3://$BUCKET/assets" --cache-control "public, max-age=31536000, immutable"',
      'aws s3 sync . "s3://$BUCKET" --exclude index.html --exclude "assets/*"',
      'aws s3 cp index.html "s3://$BUCKET/index.html" --cache-control no-cache',
      `aws s3 sync . "s3://$BUCKET" --delete --exclude ${siteConfigurationKey}`,
      'aws cloudfront create-invalidation --distribution-id "$DISTRIBUTION" --paths "/*"',
    ],
  };
}
