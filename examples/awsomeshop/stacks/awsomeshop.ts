import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack, type AwsStackProps } from "groundplan/core";
import type { Environment } from "../environments";
import { createContext } from "./context";
import { createDatabase, createImages, createLogBucket, createRepository } from "./data";
import { createLoadBalancer } from "./load-balancer";
import { createMonitoring } from "./monitoring";
import { createNetwork } from "./network";
import { createCertificate, createIdentity } from "./security";
import { createService } from "./service";

/**
 * The system of one stage: employees reach a load balancer over HTTPS, which forwards to FastAPI tasks on Fargate; they
 * use MySQL, the bucket of product images and the user pool. All tasks and the database are in one zone.
 */
export class AwsomeshopStack extends AwsStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, stackPropsOf(environment));
    const context = createContext(this, environment);
    const network = createNetwork(context);
    const logBucket = createLogBucket(context);
    const database = createDatabase(context, network);
    const images = createImages(context, logBucket);
    const identity = createIdentity(context);
    const { certificate, zone } = createCertificate(context);
    const repository = createRepository(context);
    const loadBalancer = createLoadBalancer(context, { network, certificate, zone, logBucket });
    const parts = { network, loadBalancer, repository, database, images, identity };
    const { service, target } = createService(context, parts);
    createMonitoring(context, { loadBalancer, target, service, database });

    const outputs = {
      url: `https://${environment.site.domainName}`,
      "image-repository": repository.repositoryUrl,
      "image-bucket": images.bucketName,
      "database-endpoint": database.writerEndpoint,
      "user-pool-id": identity.userPool.userPoolId,
    };
    Object.entries(outputs).forEach(([name, value]) => new TerraformOutput(this, name, { value }));
  }
}

function stackPropsOf({ name, stage, project, owner, account, region }: Environment): AwsStackProps {
  return {
    account,
    region,
    stage,
    tags: { Environment: name, Project: project, Owner: owner },
    state: {
      bucket: `${project}-tfstate-${account}`,
      region,
      kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${project}-tfstate`,
    },
  };
}
