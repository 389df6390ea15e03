import type { Check, Rule } from "../../engine/rule";

/** A refusal that the pack does not contain: from the documentation of AWS, or from its answers to users. */
export interface OwnRefusal extends Pick<Rule, "title" | "fix" | "types"> {
  /** Id without the prefix of refusals, such as `gp-ec2-acl-rule-number`. */
  readonly id: string;
  /** Page of AWS. */
  readonly documentation: string;
  readonly check: Check;
}

/** Folder of the user guides of AWS. */
export const GUIDES = "https://docs.aws.amazon.com";
