import { expect, it } from "vitest";
import { challengeOf, randomText } from "../src/identity/pkce";

it("computes the challenge of RFC 7636's example", async () => {
  expect(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
});

it("creates random verifiers of allowed length and characters", () => {
  const verifiers = Array.from({ length: 50 }, randomText);
  for (const verifier of verifiers) expect(verifier).toMatch(/^[A-Za-z0-9\-_]{43,128}$/);
  expect(new Set(verifiers).size).toBe(50);
});
