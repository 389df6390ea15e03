import { BatchGetImageCommand, CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { AllocateAddressCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { PutResourcePolicyCommand, CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import type { TerraformJson } from "../../../modules/core";
import { withMoto } from "../../../tools/emulation/moto";
import { describeWith } from "../../support/with-tool";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";
import { withAwsServer, type Replies } from "./aws-server";
import { ACCOUNT, STACKS, writeStacks } from "./stacks";

const REGION = "eu-west-1";
const never = new AbortController().signal;
const machine = bareMachine(temporaryFolder());
const quota = (value: number) => [200, { Quota: { Value: value } }] as const;

/** Operations that moto does not have, as an account answers that is ready. */
const READY: Replies = {
  "GET /2016-08-19/account-settings": [200, { AccountLimit: { ConcurrentExecutions: 500 } }],
  GetServiceQuota: quota(5),
  "GET /account-settings": [200, { ResourceTypeOptInPreference: { Aurora: true, S3: false } }],
  ListConnections: [200, { Connections: [{ ConnectionName: "shop", ConnectionStatus: "AVAILABLE" }] }],
  "GET /v2/email/account": [200, { ProductionAccessEnabled: true }],
  "GET /v2/email/identities/shop.groundplan.dev": [200, { VerifiedForSendingStatus: true }],
};

/** The same operations of an account that nobody has prepared. */
const BARE: Replies = {
  "GET /2016-08-19/account-settings": [200, { AccountLimit: { ConcurrentExecutions: 10 } }],
  GetServiceQuota: quota(0),
  "GET /account-settings": [200, { ResourceTypeOptInPreference: { Aurora: false } }],
  ListConnections: [200, { Connections: [{ ConnectionName: "shop", ConnectionStatus: "PENDING" }] }],
  "GET /v2/email/account": [200, { ProductionAccessEnabled: false }],
};

describeWith("moto_server", "preflight against moto")("groundplan preflight, against moto", () => {
  test("finds everything in an account that is ready", async () => {
    const { exitCode, output, errors } = await inMoto(READY, prepareAccount);
    expect(errors).toBe("");
    expect(output).toMatch(/\n\n20 ok, 0 missing, 0 not allowed to ask, 0 not answered$/);
    expect(exitCode).toBe(0);
  });

  test("names what an empty account lacks, each with the command that mends it", async () => {
    const { exitCode, output, errors } = await inMoto(BARE, async () => {
      writeStacks(machine.cwd, STACKS);
      await fillLogPolicies();
      return {};
    });
    expect(errors).toBe("");
    expect(exitCode).toBe(1);
    const mends = [...output.matchAll(/^missing +(.*?) {2,}.*\n +(.*)$/gm)].map(
      ([, subject, mend]) => `${subject}: ${mend}`,
    );
    expect(mends.sort()).toEqual(EVERYTHING);
    expect(output).toMatch(/\n\n1 ok, 19 missing, 0 not allowed to ask, 0 not answered$/);
  });
});

async function inMoto(replies: Replies, prepare: (url: string) => Promise<Replies>) {
  return withMoto(ACCOUNT, process.env, never, ({ url }) =>
    withAwsServer({ "GET /layer": [200, { architecture: "arm64" }] }, url, async (address) => {
      const more = await prepare(address);
      return withAwsServer({ ...replies, ...more }, url, () => runGroundplan(machine, ["preflight", "live"]));
    }),
  );
}

/** Creates in moto what the stacks need. @returns the replies that depend on it. */
async function prepareAccount(url: string): Promise<Replies> {
  await preparePrincipals();
  for (const region of [REGION, "eu-central-1"]) {
    const constraint = { LocationConstraint: region as "eu-west-1" };
    const bucket = { Bucket: `shop-tfstate-${ACCOUNT}-${region}`, CreateBucketConfiguration: constraint };
    await new S3Client({ region }).send(new CreateBucketCommand(bucket));
  }
  const zone = await new Route53Client({ region: REGION }).send(
    new CreateHostedZoneCommand({ Name: "groundplan.dev", CallerReference: "one" }),
  );
  await new EC2Client({ region: REGION }).send(new AllocateAddressCommand({}));
  await new SESv2Client({ region: REGION }).send(
    new CreateEmailIdentityCommand({ EmailIdentity: "shop.groundplan.dev" }),
  );
  const digest = await pushImage();
  const text = JSON.stringify(STACKS)
    .replaceAll("Z0LIVE", zone.HostedZone!.Id!.replace("/hostedzone/", ""))
    .replaceAll(/sha256:(7c){32}/g, digest);
  writeStacks(machine.cwd, JSON.parse(text) as Record<string, TerraformJson>);
  return { GetDownloadUrlForLayer: [200, { downloadUrl: `${url}/layer` }] };
}

async function preparePrincipals(): Promise<void> {
  const iam = new IAMClient({ region: "us-east-1" });
  const trust = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  await iam.send(new CreateUserCommand({ UserName: "ada", Path: "/people/" }));
  for (const name of ["on-call", "shop-deploy-live", "AWSServiceRoleForRDS", "AWSServiceRoleForBackup"]) {
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  }
  await iam.send(new CreatePolicyCommand({ PolicyName: "shop-boundary-live", PolicyDocument: ALLOWED }));
}

const ALLOWED = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

async function pushImage(): Promise<string> {
  const ecr = new ECRClient({ region: REGION });
  const layer = { mediaType: "application/vnd.oci.image.config.v1+json", size: 2, digest: `sha256:${"1d".repeat(32)}` };
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: layer,
    layers: [],
  };
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "shop-api" }));
  const image = { repositoryName: "shop-api", imageManifest: JSON.stringify(manifest), imageTag: "one" };
  await ecr.send(new PutImageCommand(image));
  const found = await ecr.send(
    new BatchGetImageCommand({ repositoryName: "shop-api", imageIds: [{ imageTag: "one" }] }),
  );
  return found.images![0]!.imageId!.imageDigest!;
}

async function fillLogPolicies(): Promise<void> {
  const logs = new CloudWatchLogsClient({ region: REGION });
  for (let index = 0; index < 10; index += 1) {
    await logs.send(new PutResourcePolicyCommand({ policyName: `other-${index}`, policyDocument: ALLOWED }));
  }
}

const EVERYTHING: readonly string[] = [
  "AWS Backup in eu-central-1: aws backup update-region-settings --resource-type-opt-in-preference Aurora=true --region eu-central-1",
  "AWS Backup in eu-west-1: aws backup update-region-settings --resource-type-opt-in-preference Aurora=true --region eu-west-1",
  "Elastic IP addresses: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 2 --region eu-west-1",
  "Lambda concurrency: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 500 --region eu-west-1",
  "SES identity: aws sesv2 create-email-identity --email-identity shop.groundplan.dev --region eu-west-1",
  "SES sandbox: aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url <url> --region eu-west-1",
  "VPCs: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-F678F1CE --desired-value 2 --region eu-west-1",
  "deployment role: npx cdktf apply bootstrap",
  'hosted zone: name the zone of the domain in site.hostedZone: aws route53 list-hosted-zones --query "HostedZones[].[Id,Name]"',
  "image: push the image, and name its digest in the stack",
  "log resource policies: aws logs delete-resource-policy --policy-name <unused policy> --region eu-west-1",
  "operator: aws iam create-user --user-name ada, or name an existing principal in operators",
  'operator: name an existing role in operators: aws iam list-roles --query "Roles[].Arn"',
  "permissions boundary: npx cdktf apply bootstrap",
  "service-linked role: aws iam create-service-linked-role --aws-service-name backup.amazonaws.com",
  "service-linked role: aws iam create-service-linked-role --aws-service-name rds.amazonaws.com",
  "source connection: accept it: https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections, Update pending connection",
  "state of live-recovery: npx cdktf apply bootstrap",
  "state of live: npx cdktf apply bootstrap",
];
