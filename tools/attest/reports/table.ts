import { markdownTable, textTable } from "../../runner/checks/text-table";
import type { Attestation } from "../attest";
import { WAYS } from "../finding";

/** Stands in place of a way if the configuration does not show what the evidence claims. */
const BROKEN = "BROKEN";

const HEADER = ["environment", "promise", "id", "held", "by"];

/** The table for a terminal, a line for each evidence. */
export function consoleTable(attestations: readonly Attestation[]): string {
  const rows = attestations.flatMap(({ environment, promise, id, evidence, ...one }) =>
    evidence.map((text, index) =>
      index === 0 ? [environment, promise, id, heldText(one), text] : ["", "", "", "", text],
    ),
  );
  return [textTable(HEADER, rows), countText(attestations)].join("\n\n");
}

/** The table for a page or a pull request. */
export function pageTable(attestations: readonly Attestation[]): string {
  const rows = attestations.map(({ environment, promise, id, evidence, ...one }) =>
    [environment, promise, id, heldText(one), evidence.join("; ")].map((cell) => cell.replaceAll("|", "\\|")),
  );
  return [markdownTable(HEADER, rows), countText(attestations)].join("\n\n");
}

/** The way, or that the promise is broken. */
export function heldText({ way, holds }: Pick<Attestation, "way" | "holds">): string {
  return holds ? way : BROKEN;
}

function countText(attestations: readonly Attestation[]): string {
  const count = (text: string): number => attestations.filter((one) => heldText(one) === text).length;
  const parts = [...WAYS, BROKEN].map((text) => `${count(text)} ${text}`);
  return `${attestations.length} promises: ${parts.join(", ")}`;
}
