import type { Distribution } from "groundplan/edge/cdn";
import { ShieldProtection } from "groundplan/edge/shield";
import type { Context } from "./context";

export interface ProtectedParts {
  readonly media: Distribution;
  /** Fact about the account. */
  readonly subscription: "none" | "subscribed";
}

/** Shield Standard protects everything without a resource; Shield Advanced, where it is set, protects CloudFront. */
export function createShield(
  { stack, environment }: Context,
  { media, subscription }: ProtectedParts,
): ShieldProtection {
  return new ShieldProtection(stack, "shield", {
    name: environment.projectName,
    ddosProtection: environment.ddosProtection,
    subscription,
    distributions: { media: media.distributionArn },
  });
}
