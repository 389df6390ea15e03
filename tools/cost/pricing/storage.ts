import { used } from "./charges";
import type { Pricer } from "./component";

const bucket: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "storage", price: "s3.standard", parameters: ["storage_gb"] },
    { component: "PUT and LIST", price: "s3.put", parameters: ["monthly_put_requests"], unit: "1,000 requests" },
    { component: "GET", price: "s3.get", parameters: ["monthly_get_requests"], unit: "1,000 requests" },
  ]);

const replication: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "transfer to the other region", price: "data-transfer.region", parameters: ["monthly_replicated_gb"] },
  ]);

export const STORAGE: Readonly<Record<string, Pricer>> = {
  aws_s3_bucket: bucket,
  aws_s3_bucket_replication_configuration: replication,
};
