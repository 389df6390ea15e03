import { z } from "zod";
import {
  account,
  choice,
  email,
  list,
  logRetention,
  namePrefix,
  region,
  text,
  wholeNumber,
} from "../modules/environment";

const reason = z.string().refine((text) => text.trim().replace(/\s+/g, " ").length >= 20, {
  error: "a sentence of at least 20 characters; say who accepts the risk and until when",
});

const decidedOn = z.iso.date({ error: "a date such as 2026-11-28; write the day of the decision" });

/** The account that holds the image repository, the pipelines and the state. */
export const toolingSchema = z.strictObject({
  project: namePrefix(20),
  owner: text("a team or person", "name who is responsible"),
  account,
  /** Region of the image repository: Lambda pulls images from its own region only. */
  region,
  recoveryRegion: region,
  /** Source of the pipelines, `owner/name`. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: "owner/name; copy it from the repository's address" }),
  branch: text("a branch name", "name the branch that deploys"),
  logRetentionDays: logRetention,
  /** Retained images, for rollbacks. */
  keepImages: wholeNumber(5, 1_000, "retain enough for a rollback in every environment"),
  /** Addresses that receive approval requests and failures of pipelines. */
  notificationEmails: list(email, 1, "at least one address", "name who approves"),
  /** Lowest severity of image scan findings that fails the build of an image. */
  refusedFindings: choice(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
  /** Base image of the application, by digest. Updated by a change of this file. */
  baseImage: z.string().regex(/^[\w./-]+@sha256:[0-9a-f]{64}$/, {
    error: "an image by digest; name one such as public.ecr.aws/lambda/nodejs@sha256:<digest>",
  }),
  /** SHA-256 of the RDS certificate bundle. A build refuses any other bundle. */
  rdsCertificatesSha256: z.string().regex(/^[0-9a-f]{64}$/, {
    error:
      "64 hexadecimal digits; take the SHA-256 of https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
  }),
  deletionProtection: z.boolean(),
  /** Reason to have production in this account, or `none` if every production environment has an account of its own. */
  sharedAccount: z.union([z.literal("none"), z.strictObject({ reason, decidedOn })], {
    error: "none or { reason, decidedOn }; move production to another account, or give the reason why it stays",
  }),
  /** `local` for the first apply of the bootstrap stack, which creates the bucket; `bucket` afterwards. */
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
  sharedAccount: {
    reason: "A sample repository: one account is enough to try the platform, and holds no customers",
    decidedOn: "2026-11-29",
  },
  bootstrapState: "bucket",
};
