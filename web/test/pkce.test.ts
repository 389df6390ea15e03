import { expect, it } from "vitest";
import { challengeOf, randomText } from "../src/identity/pkce";

it("makes the challenge that RFC 7636 gives as an example", async () => {
  expect(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
});

it("makes verifiers of allowed length and characters, each another one", () => {
  const verifiers = Array.from({ length: 50 }, randomText);
  for (const verifier of verifiers) expect(verifier).toMatch(/^[A-Za-z0-9\-_]{43}$/);
  expect(new Set(verifiers).size).toBe(50);
});
