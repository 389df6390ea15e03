import type { RegionalProvider, Throttling } from "../../../core";
import type { RestStage } from "../domains/rest-domain-props";

/** Requests of a key in a period, beyond which API Gateway answers with 429. */
export interface RequestQuota {
  /** Requests of each key: at least 1. */
  readonly requests: number;
  /** Period after which the count begins anew. */
  readonly per: "day" | "week" | "month";
}

export interface UsagePlanProps {
  /** Name of the plan, and prefix of its keys: at most 128 printable ASCII characters. */
  readonly name: string;
  /** Stages by name, such as `RestApi`s: at least one. Their routes with `apiKey: "required"` need a key of a plan. */
  readonly stages: Readonly<Record<string, RestStage>>;
  /** Names of API keys, whose values the state contains. @default none */
  readonly keys?: readonly string[];
  /** Limits of each key. API Gateway applies them as well as it can. @default those of the stage */
  readonly throttling?: Throttling;
  /** Requests of each key in a period. API Gateway may let some more pass. @default unlimited */
  readonly quota?: RequestQuota;
  /** Region of the plan and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}
