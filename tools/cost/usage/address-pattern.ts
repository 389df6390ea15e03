/** Tests addresses against a pattern in which `*` is any text. */
export function addressMatcher(pattern: string): (address: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`);
  return (address) => expression.test(address);
}
