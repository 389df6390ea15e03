import type { AwsRegion, AwsStack, KeyReference, LogRetentionDays } from "../../modules/core";
import type { Bucket } from "../../modules/data/storage";
import type { AlarmTopic } from "../../modules/observability";
import type { Severity } from "./build-specs";

/** The account of the pipelines and the source that they build. */
export interface DeliveryTooling {
  readonly project: string;
  readonly owner: string;
  readonly account: string;
  readonly region: AwsRegion;
  /** Region with copies of the images, for an environment that is rebuilt there. */
  readonly recoveryRegion: AwsRegion;
  /** `owner/name` at GitHub. */
  readonly repository: string;
  /** Branch whose commits start the pipelines. */
  readonly branch: string;
  readonly logRetentionDays: LogRetentionDays;
  readonly keepImages: number;
  /** Addresses that receive approval requests and failures of pipelines. */
  readonly notificationEmails: readonly string[];
  /** Lowest severity of image scan findings that fails the build of an image. */
  readonly refusedFindings: Severity;
  /** Base image of the application's image, by digest. */
  readonly baseImage: string;
  /** Checksum of the certificates of RDS that the image trusts. */
  readonly rdsCertificatesSha256: string;
  readonly deletionProtection: boolean;
}

/** The settings of an environment that deployments use. */
export interface DeliveryEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: AwsRegion;
  /** A change of `production` waits for an approval. */
  readonly stage: "development" | "pre-production" | "production";
}

/** Resources and settings that every pipeline uses. */
export interface DeliveryContext {
  readonly stack: AwsStack;
  readonly tooling: DeliveryTooling;
  /** In the order of promotion. */
  readonly environments: readonly DeliveryEnvironment[];
  readonly artifacts: Bucket;
  readonly connectionArn: string;
  /** Topic of approval requests and failures. */
  readonly notifications: AlarmTopic;
  readonly keys: { readonly artifacts: KeyReference; readonly logs: KeyReference };
}
