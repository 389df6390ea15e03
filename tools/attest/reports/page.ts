import type { Attestation } from "../attest";
import { pageTable } from "./table";

/** The page of an app's promises, which `groundplan attest --page` writes. */
export function promisesPage(attestations: readonly Attestation[]): string {
  return `# Promises

\`groundplan attest --page\` writes this page from \`promises.json\` and the synthesized stacks. A promise is computed from a
schedule or from steps, proven by settings, policies and tests, only watched by an alarm, or not held for the reason that a decision records.

${pageTable(attestations)}
`;
}
