import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { Environment } from "../environments";
import { createContext } from "./environment/context";
import { createCache, createDatabase, createQueue } from "./environment/data";
import { createIdentity } from "./environment/identity";
import { createLoadBalancer } from "./environment/load-balancer";
import { createMonitoring } from "./environment/monitoring";
import { createNetwork } from "./environment/network";
import { createBackups } from "./environment/recovery";
import { createServices } from "./environment/services";
import { createSite } from "./environment/site";
import { createBuckets } from "./environment/storage";
import { stackPropsOf } from "./names";

/**
 * One environment. Visitors reach CloudFront and its web ACL, which serve static files from S3 and forward API requests
 * to a load balancer. Tasks on Fargate answer them with PostgreSQL, its replicas and Redis; a worker processes the
 * queue. Another region has copies of the data.
 */
export class ShopflowStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, stackPropsOf(environment, environment.name));
    const context = createContext(this, environment);
    const network = createNetwork(context);
    const buckets = createBuckets(context);
    const database = createDatabase(context, network);
    const cache = createCache(context, network);
    const queue = createQueue(context);
    const identity = createIdentity(context);
    const edge = createLoadBalancer(context, { network, logBucket: buckets.logs });
    const data = { database, cache, queue, images: buckets.images };
    const services = createServices(context, { ...data, network, identity, targets: edge.targets });
    const { distribution, webAcl } = createSite(context, { ...edge, buckets, identity });
    const backups = createBackups(context, database);
    const { replication } = buckets;
    createMonitoring(context, { ...edge, ...services, ...backups, webAcl, database, cache, queue, replication });

    const outputs = {
      url: distribution.url,
      "distribution-id": distribution.distributionId,
      "site-bucket": buckets.site.bucketName,
      "image-bucket": buckets.images.bucketName,
      "database-endpoint": database.writerEndpoint,
      "cache-endpoint": cache.cluster.endpointAddress,
      "queue-url": queue.queueUrl,
      "sign-in-url": identity.userPool.hostedUrl,
    };
    Object.entries(outputs).forEach(([name, value]) => new TerraformOutput(this, name, { value }));
  }
}
