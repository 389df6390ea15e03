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

/** A profile and not a session: its credentials are renewed, while a session that one role opens for another ends after an hour. */
const actAsRole = [
  'aws configure set profile.deployment.role_arn "$ROLE_ARN"',
  "aws configure set profile.deployment.credential_source EcsContainer",
  'export AWS_PROFILE=deployment AWS_REGION="$REGION"',
];

/** All that CI checks of the infrastructure, again and where it counts. The application's image was checked before its digest was named. */
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
    "npm run policy -- plans/*/plan.json",
    "npm run emulate",
  ],
};

export const plan: BuildSpec = {
  runtimes,
  install: [`(${installTerraform})`, installPackages],
  build: [...actAsRole, 'npx cdktf plan "$ENVIRONMENT-recovery"', 'npx cdktf plan "$ENVIRONMENT"'],
};

/** The recovery stack first: the environment's backup plans copy into its vault. */
export const apply: BuildSpec = {
  runtimes,
  install: [`(${installTerraform})`, installPackages],
  build: [
    ...actAsRole,
    'npx cdktf apply "$ENVIRONMENT-recovery" --auto-approve',
    'npx cdktf apply "$ENVIRONMENT" --auto-approve',
  ],
};

/**
 * Builds and pushes the image of a commit, unless an earlier run did: its tag cannot be written twice. The digest that it prints and
 * keeps in SSM is what an environment names to run the image.
 */
export function image(project: string): BuildSpec {
  const parameter = imageParameterName(project, "$COMMIT");
  const findDigest =
    'aws ecr describe-images --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$COMMIT" --query "imageDetails[0].imageDigest" --output text';
  const buildAndPush = [
    "npm ci --workspace app --no-audit --no-fund",
    "npm run bundle --workspace app",
    `curl -fsSo app/rds-ca.pem ${RDS_CERTIFICATES}`,
    // Lambda refuses the index of manifests that attestations would make of the image.
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
      `aws ssm put-parameter --name "${parameter}" --type String --value "$DIGEST" --overwrite`,
      'echo "To deploy commit $COMMIT, set compute.image in environments/ to { digest: \\"$DIGEST\\" }"',
    ],
  };
}

export const site: BuildSpec = {
  runtimes,
  install: ["npm ci --workspace web --no-audit --no-fund"],
  build: ["npm run build --workspace web"],
  artifactFolder: "web/dist",
};

/**
 * The page that refers to all others comes after them, and what it no longer refers to is removed only then. Names of assets change with
 * their content, so that browsers may keep them; the site's configuration is the platform's and stays.
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
