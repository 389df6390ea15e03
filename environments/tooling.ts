import { z } from "zod";
import { account, choice, kebab, region, retention, whole } from "./values";

/** The account that holds the image repository, the pipelines and the state. */
export const toolingSchema = z.strictObject({
  project: kebab(20),
  owner: z.string().min(1, { error: "a team or person; say who is responsible" }),
  account,
  /** Region of the repository: Lambda pulls images from its own region only. */
  region,
  recoveryRegion: region,
  /** Source of the pipelines, `owner/name`. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: "owner/name; copy it from the repository's address" }),
  branch: z.string().min(1, { error: "a branch name; name the one that deploys" }),
  logRetentionDays: retention,
  /** Images kept for rolling back. */
  keepImages: whole(5, 1_000, "keep enough for a rollback in every environment"),
  /** Addresses that receive approval requests and failures of pipelines. */
  notificationEmails: z.array(z.email({ error: "an e-mail address" })).min(1, { error: "at least one address" }),
  /** Lowest severity of image scan findings that fails the build of an image. */
  refusedFindings: choice(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
  /** What the application's image is built on, by digest: a digest ages with every patch, so that a person moves it on. */
  baseImage: z.string().regex(/^[\w./-]+@sha256:[0-9a-f]{64}$/, {
    error: "an image by digest; name one such as public.ecr.aws/lambda/nodejs@sha256:<digest>",
  }),
  /** Checksum of the certificates of RDS, by which a build refuses any that it was not meant to trust. */
  rdsCertificatesSha256: z.string().regex(/^[0-9a-f]{64}$/, {
    error:
      "64 hexadecimal digits; take the SHA-256 of https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
  }),
  deletionProtection: z.boolean(),
  /** `local` for the very first apply of the bootstrap stack, which makes the bucket; `bucket` ever after. */
  bootstrapState: choice(["local", "bucket"]),
});

export type Tooling = z.infer<typeof toolingSchema>;

export const tooling: Tooling = {
  project: "groundplan",
  owner: "platform",
  account: "123456789012",
  region: "us-east-1",
  recoveryRegion: "us-west-2",
  repository: "example/groundplan",
  branch: "main",
  logRetentionDays: 365,
  keepImages: 50,
  notificationEmails: ["pipelines@example.com"],
  refusedFindings: "HIGH",
  baseImage: `public.ecr.aws/lambda/nodejs@sha256:${"0".repeat(64)}`,
  rdsCertificatesSha256: "0".repeat(64),
  deletionProtection: true,
  bootstrapState: "bucket",
};
