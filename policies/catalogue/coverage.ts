import type { Rule } from "../engine/rule";
import CDK_NAG from "./cdk-nag.json";
import CHECKOV from "./checkov.json";
import FSBP from "./fsbp.json";
import TRIVY from "./trivy.json";

/** Another catalogue of rules, as of the day of reading. */
export interface Catalogue {
  readonly catalogue: string;
  /** The publication that the ids were read from. */
  readonly source: string;
  /** The day of reading, as YYYY-MM-DD. */
  readonly read: string;
  /** Every id that applies to a type of the platform, and every id that a rule covers. */
  readonly ids: readonly string[];
  /** Ids whose purpose a rule serves in another way. */
  readonly coveredOtherwise: readonly {
    readonly ids: readonly string[];
    readonly rule: string;
    readonly how: string;
  }[];
  /** Ids that no rule follows, with the reason. */
  readonly declined: readonly { readonly ids: readonly string[]; readonly reason: string }[];
}

export const CATALOGUES: readonly Catalogue[] = [CHECKOV, TRIVY, CDK_NAG, FSBP];

/** The ids that a rule covers, as the catalogues spell them. */
export function controlIds({ controls: { fsbp = [], checkov = [], trivy = [], nag = [] } }: Rule): readonly string[] {
  return [...fsbp, ...checkov, ...trivy, ...nag.map(nagId)];
}

/** Rules of the AwsSolutions pack are numbered, those of the NIST pack are named. */
function nagId(id: string): string {
  return /\d$/.test(id) ? `AwsSolutions-${id}` : id;
}
