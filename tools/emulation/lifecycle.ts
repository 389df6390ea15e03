import { resourceAddresses, type SynthesizedStack } from "../../modules/core";
import { resourceCount, type CheckResult, type StackCheck } from "../runner/checks/stack-check";
import type { ProgramOutput } from "../runner/command/child-process";
import { withoutDestroyProtection } from "../runner/terraform/configuration";
import { diagnosticsOf, hasErrors, remainingResource, type TerraformDiagnostic } from "../runner/terraform/diagnostics";
import { eventDiagnostics, eventsIn } from "../runner/terraform/events";
import type { OfflineWorkspace } from "../runner/terraform/workspace";
import { driftIn, type PlanJson } from "./drift";
import { duplicatesIn } from "./duplicates";
import { withoutResources } from "./excluded-resources";
import { gapWarning, gapsOf, obsoleteGaps, splitRefusals, type ObservedGap } from "./known-gap-check";
import type { KnownGaps, RefusingStep } from "./known-gaps";
import type { Motos } from "./moto";
import { EmulatorSession } from "./session";

export interface Emulation {
  readonly workspace: OfflineWorkspace;
  readonly motos: Motos;
  /** By module. */
  readonly gaps: Readonly<Record<string, KnownGaps>>;
}

/**
 * The lifecycle of a README example: plan, apply, a second plan that must be empty, destroy. Each example has an
 * empty emulator. The first error that no known gap explains ends it.
 */
export const lifecycle: StackCheck<Emulation> = {
  columns: ["applied", "skipped", "drift", "destroyed"],
  run: (stack, { workspace, motos, gaps }) =>
    motos.lend(async (moto) => {
      const session = await EmulatorSession.open(stack, workspace, moto);
      return new Lifecycle(stack, session, gaps[stack.name] ?? {}).run();
    }),
};

/** Longer than the provider's own waits, of which the longest in these examples is 55 seconds. */
const WAIT_LIMIT_SECONDS = 75;

class Lifecycle {
  private readonly diagnostics: TerraformDiagnostic[] = [];
  private readonly observed: ObservedGap[] = [];
  /** Resources for which the provider waits until its timeout. */
  private readonly waiting: readonly ObservedGap[];
  private readonly duplicates: readonly string[];
  private applied: readonly string[] = [];
  private figures: CheckResult["figures"] = {};

  constructor(
    private readonly stack: SynthesizedStack,
    private readonly session: EmulatorSession,
    private readonly gaps: KnownGaps,
  ) {
    const addresses = resourceAddresses(stack.config);
    this.duplicates = duplicatesIn(stack.name, addresses);
    this.waiting = addresses.flatMap((address) =>
      gapsOf(address, gaps)
        .filter((gap) => "neverReturns" in gap)
        .map((gap) => ({ address, gap })),
    );
  }

  async run(): Promise<CheckResult> {
    for (const step of [this.plan, this.apply, this.planAgain, this.applyWaiting, this.destroy]) {
      await step.call(this);
      if (hasErrors(this.diagnostics)) break;
    }
    return { diagnostics: diagnosticsOf(this.stack, this.diagnostics), figures: this.figures };
  }

  private async plan(): Promise<void> {
    const excluded = [...this.waiting.map(addressOf), ...this.duplicates];
    if (excluded.length > 0) await this.session.exclude(excluded);
    await this.untilNothingIsRefused("plan", () => this.session.plan("first"));
  }

  private async apply(): Promise<void> {
    await this.excludeRefused("apply", await this.session.apply("first"));
    this.applied = await this.session.appliedAddresses();
    this.figures = { applied: this.applied.length, skipped: resourceCount(this.stack) - this.applied.length };
    this.diagnostics.push(...this.skippedResources());
  }

  private async planAgain(): Promise<void> {
    const output = await this.session.plan("again");
    this.diagnostics.push(...eventDiagnostics("plan", output));
    this.figures = { ...this.figures, drift: 0 };
    // Showing a plan takes as long as making it.
    if (!eventsIn(output).some(({ type }) => type === "planned_change")) return;
    const { explained, errors, count } = driftIn(await this.session.show<PlanJson>("again"), this.gaps);
    this.observe(explained);
    this.diagnostics.push(...errors);
    this.figures = { ...this.figures, drift: count };
  }

  /** Applies the resources that the provider waits for in vain. Runs last, so that nothing waits for it. */
  private async applyWaiting(): Promise<void> {
    if (this.waiting.length === 0) return;
    const refused = this.observed.filter(({ gap }) => "refuses" in gap).map(addressOf);
    const config = withoutResources(this.stack.config, [...refused, ...this.duplicates]);
    const output = await this.session.applyWithin(WAIT_LIMIT_SECONDS, config);
    if (output) this.diagnostics.push(...eventDiagnostics("apply", output), ...this.waiting.map(returnsInTime));
    else this.observe(this.waiting);
    await this.session.exclude(this.waiting.map(addressOf));
  }

  private async destroy(): Promise<void> {
    await this.session.configure(withoutDestroyProtection);
    await this.untilNothingIsRefused("destroy", () => this.session.destroy());
    const remaining = await this.session.appliedAddresses();
    const refused = this.observed.filter(({ gap }) => "refuses" in gap && gap.refuses === "destroy");
    this.figures = { ...this.figures, destroyed: this.applied.length - remaining.length - refused.length };
    this.diagnostics.push(...remaining.map(remainingResource), ...obsoleteGaps(this.applied, this.observed, this.gaps));
  }

  private async untilNothingIsRefused(step: RefusingStep, run: () => Promise<ProgramOutput>): Promise<void> {
    while ((await this.excludeRefused(step, await run())) > 0);
  }

  /** Excludes resources whose refusal is a known gap. @returns their number. */
  private async excludeRefused(step: RefusingStep, output: ProgramOutput): Promise<number> {
    const candidates = await this.session.appliedAddresses();
    const { refusals, others } = splitRefusals(eventDiagnostics(step, output), step, this.gaps, candidates);
    this.diagnostics.push(...others);
    if (refusals.length === 0) return 0;
    this.observe(refusals);
    await this.session.exclude(refusals.map(addressOf));
    return refusals.length;
  }

  private observe(gaps: readonly ObservedGap[]): void {
    this.observed.push(...gaps);
    this.diagnostics.push(...gaps.map(gapWarning));
  }

  private skippedResources(): TerraformDiagnostic[] {
    const reported = [...this.applied, ...this.duplicates, ...[...this.waiting, ...this.observed].map(addressOf)];
    const dependents = resourceAddresses(this.stack.config).filter(
      (address) => !address.startsWith("data.") && !reported.includes(address),
    );
    return [
      ...warning("skipped, because they depend on resources that moto refuses", dependents),
      ...warning("skipped, because they repeat others and the provider waits for each", this.duplicates),
    ];
  }
}

function warning(summary: string, addresses: readonly string[]): TerraformDiagnostic[] {
  return addresses.length === 0 ? [] : [{ severity: "warning", summary, detail: addresses.join("\n") }];
}

function addressOf({ address }: ObservedGap): string {
  return address;
}

function returnsInTime({ address, gap }: ObservedGap): TerraformDiagnostic {
  const detail = `Remove the gap from tools/emulation/known-gaps.ts: ${JSON.stringify(gap)}`;
  return { severity: "error", summary: "The apply no longer times out", detail, address };
}
