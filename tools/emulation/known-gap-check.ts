import type { TerraformDiagnostic } from "../runner/terraform/diagnostics";
import type { KnownGap, KnownGaps, RefusingStep } from "./known-gaps";

/** A resource for which the emulator showed a known gap. */
export interface ObservedGap {
  readonly address: string;
  readonly gap: KnownGap;
}

/** The known gaps of a resource's type. */
export function gapsOf(address: string, gaps: KnownGaps): readonly KnownGap[] {
  return gaps[typeOf(address)] ?? [];
}

function typeOf(address: string): string {
  return address.split(".")[0]!;
}

/**
 * Separates the errors of a step that known gaps explain from all other diagnostics.
 *
 * @param candidates - addresses that an error without an address can be about, as the errors of a destroy are.
 */
export function splitRefusals(
  diagnostics: readonly TerraformDiagnostic[],
  step: RefusingStep,
  gaps: KnownGaps,
  candidates: readonly string[],
): { readonly refusals: readonly ObservedGap[]; readonly others: readonly TerraformDiagnostic[] } {
  const refusals = new Map<string, ObservedGap>();
  const others = diagnostics.filter(({ address, severity, summary, detail }) => {
    const text = severity === "error" ? `${summary}\n${detail}` : "";
    const explains = (gap: KnownGap) => "refuses" in gap && gap.refuses === step && text.includes(gap.error);
    const explained = (address ? [address] : candidates).flatMap((one): ObservedGap[] =>
      gapsOf(one, gaps)
        .filter(explains)
        .map((gap) => ({ address: one, gap })),
    );
    explained.forEach((one) => refusals.set(one.address, one));
    return explained.length === 0;
  });
  return { refusals: [...refusals.values()], others };
}

/** One error for each known gap that no applied resource of its type showed. */
export function obsoleteGaps(
  applied: readonly string[],
  observed: readonly ObservedGap[],
  gaps: KnownGaps,
): TerraformDiagnostic[] {
  const types = [...new Set(applied.map(typeOf))];
  return types.flatMap((type) =>
    (gaps[type] ?? [])
      .filter((gap) => !observed.some((one) => typeOf(one.address) === type && one.gap === gap))
      .map((gap) => ({
        severity: "error",
        summary: `${type} no longer has a known gap`,
        detail: `Remove it from tools/emulation/known-gaps.ts: ${JSON.stringify(gap)}`,
      })),
  );
}

/** The warning that reports an observed gap. */
export function gapWarning({ address, gap }: ObservedGap): TerraformDiagnostic {
  return { severity: "warning", address, ...textOf(gap) };
}

function textOf(gap: KnownGap): Pick<TerraformDiagnostic, "summary" | "detail"> {
  if ("loses" in gap) return { summary: `moto does not return ${gap.loses.join(", ")}`, detail: "" };
  if ("neverReturns" in gap) return { summary: `skipped: moto never returns ${gap.neverReturns}`, detail: "" };
  return { summary: `skipped: moto refuses it at ${gap.refuses}`, detail: gap.error };
}
