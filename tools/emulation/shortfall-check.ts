import type { TerraformDiagnostic } from "../terraform/diagnostics";
import type { RefusingStage, Shortfall, Shortfalls } from "./shortfalls";

/** A resource for which the emulator showed a listed shortfall. */
export interface Seen {
  readonly address: string;
  readonly shortfall: Shortfall;
}

/** What is listed for a resource. */
export function listedFor(address: string, shortfalls: Shortfalls): readonly Shortfall[] {
  return shortfalls[typeOf(address)] ?? [];
}

function typeOf(address: string): string {
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
    const text = severity === "error" ? `${summary}\n${detail}` : "";
    const refuses = (one: Shortfall) => "refuses" in one && one.refuses === stage && text.includes(one.error);
    const meant = (address ? [address] : known).flatMap((one): Seen[] =>
      listedFor(one, shortfalls)
        .filter(refuses)
        .map((shortfall) => ({ address: one, shortfall })),
    );
    meant.forEach((one) => refusals.set(one.address, one));
    return meant.length === 0;
  });
  return { refusals: [...refusals.values()], others };
}

/** One error for each listed shortfall that no resource of its type showed, although some were made. */
export function needlesslyListed(
  applied: readonly string[],
  seen: readonly Seen[],
  shortfalls: Shortfalls,
): TerraformDiagnostic[] {
  const types = [...new Set(applied.map(typeOf))];
  return types.flatMap((type) =>
    (shortfalls[type] ?? [])
      .filter((one) => !seen.some(({ address, shortfall }) => typeOf(address) === type && shortfall === one))
      .map((one) => ({
        severity: "error",
        summary: `${type} works after all`,
        detail: `It no longer shows what tools/emulation/shortfalls.ts lists; take it off the list: ${JSON.stringify(one)}`,
      })),
  );
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
