import fs from "node:fs";
import path from "node:path";
import type { EvidenceFinding } from "../finding";
import type { EvidenceOf } from "../promises-file";

/** A test with this title stands in a file. Running it is the task of the test command. */
export function proof({ file, test }: EvidenceOf<"proof">, folder: string): EvidenceFinding {
  const found = path.join(folder, file);
  const holds = fs.existsSync(found) && fs.readFileSync(found, "utf8").includes(`"${test}"`);
  return { way: "proven", holds, text: holds ? `${file}: ${test}` : `no test "${test}" in ${file}` };
}

/** A decision says why a promise is not held. */
export function notHeld({ decision, because }: EvidenceOf<"notHeld">, folder: string): EvidenceFinding {
  const holds = fs.existsSync(path.join(folder, decision));
  return { way: "not held", holds, text: holds ? `${because} (${decision})` : `no decision ${decision}` };
}
