import type { BuildSpec } from "groundplan/delivery";

/** Certificates of the authorities that sign those of RDS, in every region. */
const RDS_CERTIFICATES = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";
/** Severities of image scan findings, the gravest first. */
const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

const runtimes = { nodejs: 22 };

/** Runs the application's tests, away from the build that may push images. */
export const test: BuildSpec = {
  runtimes,
  install: ["npm ci --no-audit --no-fund"],
  build: ["npm run typecheck --workspace app", "npm test --workspace app"],
};

/**
 * Builds and pushes the image of a commit, unless an earlier run did: its tag is immutable. Fails on scan findings of
 * `lowestRefused` severity or above. The artifact names the image by its digest, the only one that is deployed.
 */
export function image(lowestRefused: (typeof SEVERITIES)[number]): BuildSpec {
  const imageOf = '--repository-name "$REPOSITORY_NAME" --image-id imageTag="$COMMIT"';
  const findDigest =
    'aws ecr describe-images --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$COMMIT" --query "imageDetails[0].imageDigest" --output text';
  const buildAndPush = [
    "npm ci --workspace app --no-audit --no-fund",
    "npm run bundle --workspace app",
    `curl -fsSo app/rds-ca.pem ${RDS_CERTIFICATES}`,
    'docker build --build-arg BASE="$BASE_IMAGE" --build-arg RDS_CA_SHA256="$RDS_CERTIFICATES_SHA256" --build-arg REVISION="$COMMIT" --tag "$REPOSITORY_URL:$COMMIT" app',
    'docker push "$REPOSITORY_URL:$COMMIT"',
  ].join(" && ");
  const refused = SEVERITIES.slice(0, SEVERITIES.indexOf(lowestRefused) + 1).map((severity) => `.${severity}`);
  return {
    runtimes,
    build: [
      "export COMMIT=$CODEBUILD_RESOLVED_SOURCE_VERSION",
      'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
      `${findDigest} || { ${buildAndPush}; }`,
      `DIGEST=$(${findDigest}) && export DIGEST`,
      `aws ecr wait image-scan-complete ${imageOf}`,
      `aws ecr describe-image-scan-findings ${imageOf} --query imageScanFindings.findingSeverityCounts > /tmp/findings.json`,
      `jq -e '[${refused.join(", ")}] | map(. // 0) | add == 0' /tmp/findings.json`,
      `mkdir release && printf '{"ImageURI":"%s@%s"}' "$REPOSITORY_URL" "$DIGEST" > release/imageDetail.json`,
    ],
    artifactFolder: "release",
  };
}

/**
 * Completes the templates of an environment with the image of the artifact `image`: the files of CodeDeploy for the
 * API, and a revision of the worker, whose command `migrate` runs before any new task serves.
 */
export function prepare(port: number): BuildSpec {
  return { build: [`(\n${prepareScript(port)}\n)`], artifactFolder: "deployment" };
}

/** Fields of a description that `RegisterTaskDefinition` refuses. */
const OUTPUT_FIELDS = [
  "taskDefinitionArn",
  "revision",
  "status",
  "requiresAttributes",
  "compatibilities",
  "registeredAt",
  "registeredBy",
].map((field) => `.${field}`);

const prepareScript = (port: number): string => `set -euo pipefail
parameter() { aws ssm get-parameter --name "$DEPLOYMENT/$1" --query Parameter.Value --output text; }
template() {
  aws ecs describe-task-definition --task-definition "$(parameter "$1")" --query taskDefinition --output json |
    jq --arg image "$2" 'del(${OUTPUT_FIELDS.join(", ")}) | (.containerDefinitions[] | select(.name == "app")).image = $image'
}
mkdir deployment
template api-task-definition "<IMAGE1_NAME>" > deployment/taskdef.json
cat > deployment/appspec.yaml <<APPSPEC
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: app
          ContainerPort: ${port}
        PlatformVersion: LATEST
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: [$(parameter subnets)]
            SecurityGroups: [$(parameter api-security-group)]
            AssignPublicIp: DISABLED
APPSPEC
template worker-task-definition "$(jq -r .ImageURI imageDetail.json)" > worker.json
WORKER=$(aws ecs register-task-definition --cli-input-json file://worker.json --query taskDefinition.taskDefinitionArn --output text)
echo "$WORKER" > deployment/worker-task-definition
TASK=$(aws ecs run-task --cluster "$CLUSTER" --launch-type FARGATE --task-definition "$WORKER" \\
  --network-configuration "awsvpcConfiguration={subnets=[$(parameter subnets)],securityGroups=[$(parameter worker-security-group)],assignPublicIp=DISABLED}" \\
  --overrides '{"containerOverrides":[{"name":"app","command":["migrate"]}]}' --query "tasks[0].taskArn" --output text)
aws ecs wait tasks-stopped --cluster "$CLUSTER" --tasks "$TASK"
STATUS=$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$TASK" --query "tasks[0].containers[?name=='app'].exitCode | [0]" --output text)
[ "$STATUS" = 0 ] || { echo "The migration ended with status $STATUS; read the log group of the worker"; exit 1; }`;

/** Deploys the worker's revision of the artifact, and fails if the circuit breaker returned to the old one. */
export const deployWorker: BuildSpec = {
  build: [
    `(
set -euo pipefail
WORKER=$(cat worker-task-definition)
aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --task-definition "$WORKER" --query service.serviceArn
aws ecs wait services-stable --cluster "$CLUSTER" --services "$SERVICE"
RUNNING=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query "services[0].taskDefinition" --output text)
[ "$RUNNING" = "$WORKER" ] || { echo "ECS returned to $RUNNING; read the events of the service"; exit 1; }
)`,
  ],
};
