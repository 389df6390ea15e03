import { Token } from "cdktf";

/** Returns false for a token, which stands for a value that only Terraform knows. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value);
}

/** Text that Terraform passes on as it is: `${` and `%{` would begin templates. */
export function literalText(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, "$&$&");
}
