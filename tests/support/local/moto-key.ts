import { execFileSync } from "node:child_process";
import { createPrivateKey, type KeyObject } from "node:crypto";
import fs from "node:fs";

/** Key by which moto signs the tokens of its user pools. */
export function signingKey(): KeyObject {
  const program = execFileSync("which", ["moto_server"], { encoding: "utf8" }).trim();
  const [, interpreter] = /^#!(\S*python\S*)/.exec(fs.readFileSync(program, "utf8")) ?? [];
  // The key has no prime factors, without which Node.js reads no JWK.
  const script = [
    "from joserfc.jwk import RSAKey",
    "from moto.utilities.utils import load_resource",
    'key = load_resource("moto.cognitoidp.models", "resources/jwks-private.json")',
    "print(RSAKey.import_key(key).as_pem(private=True).decode())",
  ].join("\n");
  return createPrivateKey(execFileSync(interpreter ?? "python3", ["-c", script], { encoding: "utf8" }));
}
