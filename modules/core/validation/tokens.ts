import { Token } from "cdktf";

/** Returns false for a token, which stands for a value that only Terraform knows. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value);
}
