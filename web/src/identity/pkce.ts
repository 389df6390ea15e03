/** Random text of 244 bits in 72 characters, as a code verifier (RFC 7636) and as a state. */
export const randomText = () => crypto.randomUUID() + crypto.randomUUID();

/** The code challenge of a verifier, method S256. */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace("=", "");
}
