import type { TerraformDiagnostic } from "../terraform/diagnostics";
import type { RefusingStage, Shortfall, Shortfalls } from "./shortfalls";

/** A resource for which the emulator showed a listed shortfall. */
export interface Seen {
  readonly address: string;
  readonly shortfall: Shortfall;
}

/** Resource type of an address. */
export function typeOf(address: string): string {
  return address.split(".")[0]!;
}

/**
 * Parts the errors of a stage into listed refusals and everything else.
 *
 * @param known - addresses that an error may mean which names none, as those of a destroy do.
 */
export function partRefusals(
  found: readonly TerraformDiagnostic[],
  stage: RefusingStage,
  shortfalls: Shortfalls,
  known: readonly string[],
): { readonly refusals: readonly Seen[]; readonly others: readonly TerraformDiagnostic[] } {
  const refusals = new Map<string, Seen>();
  const others = found.filter(({ address, severity, summary, detail }) => {
    const meant = (address ? [address] : known).filter((one) => {
      const shortfall = shortfalls[typeOf(one)];
      const listed = severity === "error" && shortfall && "refuses" in shortfall && shortfall.refuses === stage;
      return listed && `${summary}\n${detail}`.includes(shortfall.error);
    });
    meant.forEach((one) => refusals.set(one, { address: one, shortfall: shortfalls[typeOf(one)]! }));
    return meant.length === 0;
  });
  return { refusals: [...refusals.values()], others };
}

/** One error for each listed type whose resources were made although none of them showed the shortfall. */
export function needlesslyListed(
  applied: readonly string[],
  seen: readonly Seen[],
  shortfalls: Shortfalls,
): TerraformDiagnostic[] {
  const shown = seen.map(({ address }) => typeOf(address));
  const types = [...new Set(applied.map(typeOf))].filter((type) => shortfalls[type] && !shown.includes(type));
  return types.map((type) => ({
    severity: "error",
    summary: `${type} works after all`,
    detail: "The emulator no longer shows what tools/emulation/shortfalls.ts lists; take the type off the list.",
  }));
}

/** What the reader is told of a listed shortfall. */
export function noteOf({ address, shortfall }: Seen): TerraformDiagnostic {
  return { severity: "warning", address, ...wordsOf(shortfall) };
}

function wordsOf(shortfall: Shortfall): Pick<TerraformDiagnostic, "summary" | "detail"> {
  if ("forgets" in shortfall) return { summary: `moto forgets ${shortfall.forgets.join(", ")}`, detail: "" };
  if ("neverShows" in shortfall) return { summary: `left out: moto never shows ${shortfall.neverShows}`, detail: "" };
  return { summary: `left out: moto refuses it at ${shortfall.refuses}`, detail: shortfall.error };
}
