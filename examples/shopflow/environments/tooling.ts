import { account, choice, email, list, logRetention, namePrefix, text, wholeNumber } from "groundplan/environment";
import { z } from "zod";

/** The account with pipeline and images, which is also that of the environments. */
export const toolingSchema = z.strictObject({
  project: namePrefix(14),
  owner: text("a team", "name a team"),
  account,
  region: z.literal("us-east-1", { error: "us-east-1; ECS pulls the images in the region of the environments" }),
  /** Source of the pipeline, `owner/name` at GitHub. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: "owner/name; copy it from the repository's address" }),
  branch: text("a branch name", "name the branch that deploys"),
  keepImages: wholeNumber(5, 1_000, "retain enough for a rollback in every environment"),
  /** Lowest severity of image scan findings that fails a build. */
  refusedFindings: choice(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
  /** Base image of the application, by digest. */
  baseImage: z.string().regex(/^[\w./-]+@sha256:[0-9a-f]{64}$/, {
    error: "an image by digest; name one such as public.ecr.aws/lambda/nodejs@sha256:<digest>",
  }),
  /** SHA-256 of the RDS certificate bundle in the image. */
  rdsCertificatesSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "64 hexadecimal digits; take the bundle's SHA-256" }),
  notificationEmails: list(email, 1, "at least one address", "name who approves"),
  logRetentionDays: logRetention,
  deletionProtection: z.boolean(),
});

export type Tooling = z.infer<typeof toolingSchema>;

export const tooling: Tooling = {
  project: "shopflow",
  owner: "shopflow",
  account: "123456789012",
  region: "us-east-1",
  repository: "example/shopflow",
  branch: "main",
  keepImages: 50,
  refusedFindings: "HIGH",
  baseImage: `public.ecr.aws/lambda/nodejs@sha256:${"0".repeat(64)}`,
  rdsCertificatesSha256: "0".repeat(64),
  notificationEmails: ["deployments@example.com"],
  logRetentionDays: 365,
  deletionProtection: true,
};
