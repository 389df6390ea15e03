import { DefaultTokenResolver, StringConcat, Token, Tokenization, type TerraformStack } from "cdktf";

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * Resolves the tokens in a value, by which cdktf registers references to other stacks. Values without a token, most
 * of a configuration, cannot hold a reference and are skipped.
 */
export function registerCrossStackReferences(scope: TerraformStack, value: unknown): void {
  if (isTokenized(value)) Tokenization.resolve(value, { scope, resolver, preparing: true });
  else if (typeof value === "object" && value !== null) {
    Object.values(value).forEach((inner) => registerCrossStackReferences(scope, inner));
  }
}

/**
 * A token is text with its key, a negative number, a list of one such text or number, a map with such a key, or an
 * object.
 */
function isTokenized(value: unknown): boolean {
  if (typeof value === "string") return value.includes("TfToken[");
  if (typeof value === "number") return value < 0 && Token.isUnresolved(value);
  if (Array.isArray(value)) return value.length === 1 && Token.isUnresolved(value);
  if (typeof value !== "object" || value === null) return false;
  return Tokenization.isResolvable(value) || Object.keys(value).some(isTokenized);
}
