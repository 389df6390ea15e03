import { resourceAddresses, type SynthesizedStack } from "../../modules/core";
import { withoutDestroyProtection } from "../rehearsal/rehearsal-configuration";
import { diagnosticsOf, type TerraformDiagnostic } from "../terraform/diagnostics";
import { eventDiagnostics, eventsIn } from "../terraform/events";
import type { CommandResult } from "../terraform/run-command";
import { resourceCount, type Finding, type Rung } from "../terraform/stack-result";
import type { Workspace } from "../terraform/workspace";
import { withoutResources } from "./left-out";
import { withMoto } from "./moto";
import { repetitionsIn } from "./repetitions";
import { listedFor, needlesslyListed, noteOf, partRefusals, type Seen } from "./shortfall-check";
import type { RefusingStage, Shortfalls } from "./shortfalls";
import { Stage } from "./stage";
import { unrestIn, type ShownPlan } from "./unrest";

/** Where examples live. */
export interface Emulation {
  readonly workspace: Workspace;
  /** The account that the examples are written for. */
  readonly account: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly signal: AbortSignal;
  /** By name of the example's module. */
  readonly shortfalls: Readonly<Record<string, Shortfalls>>;
}

type Figures = Finding["figures"];

/** The life of an example: planned, applied, planned again, which must change nothing, and destroyed, in an emulator of its own. */
export const life: Rung<Emulation> = {
  columns: ["applied", "left out", "changed again", "destroyed"],
  prove: (stack, emulation) =>
    withMoto(emulation.account, emulation.env, emulation.signal, async (moto) => {
      const stage = await Stage.prepare(stack, emulation.workspace, moto);
      return new Life(stack, stage, emulation.shortfalls[stack.name] ?? {}).live();
    }),
};

/** Longer than the provider's fixed waits, of which the longest here is 55 seconds. */
const PATIENCE_SECONDS = 75;

class Life {
  private readonly found: TerraformDiagnostic[] = [];
  private readonly seen: Seen[] = [];
  /** Resources for which the provider waits in vain. */
  private readonly waiting: readonly Seen[];
  private readonly repetitions: readonly string[];
  private applied: readonly string[] = [];
  private figures: Figures = {};

  constructor(
    private readonly stack: SynthesizedStack,
    private readonly stage: Stage,
    private readonly shortfalls: Shortfalls,
  ) {
    this.repetitions = repetitionsIn(stack.name, resourceAddresses(stack.config));
    this.waiting = resourceAddresses(stack.config).flatMap((address) =>
      listedFor(address, shortfalls)
        .filter((shortfall) => "neverShows" in shortfall)
        .map((shortfall) => ({ address, shortfall })),
    );
  }

  async live(): Promise<Finding> {
    for (const step of [this.plan, this.apply, this.planAgain, this.waitInVain, this.destroy]) {
      await step.call(this);
      if (this.found.some(({ severity }) => severity === "error")) break;
    }
    return { diagnostics: diagnosticsOf(this.stack, this.found), figures: this.figures };
  }

  private async plan(): Promise<void> {
    const leftOut = [...this.waiting.map(addressOf), ...this.repetitions];
    if (leftOut.length > 0) await this.stage.leaveOut(leftOut);
    await this.untilNothingIsRefused("plan", () => this.stage.plan("first"));
  }

  private async apply(): Promise<void> {
    await this.withoutRefused("apply", await this.stage.apply("first"));
    this.applied = await this.stage.applied();
    this.figures = { applied: this.applied.length, "left out": resourceCount(this.stack) - this.applied.length };
    this.found.push(...this.notes());
  }

  private async planAgain(): Promise<void> {
    const result = await this.stage.plan("again");
    this.found.push(...eventDiagnostics("plan", result));
    this.figures = { ...this.figures, "changed again": 0 };
    // Showing a plan costs as much as making it.
    if (!eventsIn(result.stdout).some(({ type }) => type === "planned_change")) return;
    const { forgotten, unrest, count } = unrestIn(await this.stage.show<ShownPlan>("again"), this.shortfalls);
    this.see(forgotten);
    this.found.push(...unrest);
    this.figures = { ...this.figures, "changed again": count };
  }

  /** What everything else need not wait for. */
  private async waitInVain(): Promise<void> {
    if (this.waiting.length === 0) return;
    const refused = this.seen.filter(({ shortfall }) => "refuses" in shortfall).map(addressOf);
    const config = withoutResources(this.stack.config, [...refused, ...this.repetitions]);
    const result = await this.stage.applyWithin(PATIENCE_SECONDS, config);
    if (result) this.found.push(...eventDiagnostics("apply", result), ...this.waiting.map(cameToAnEnd));
    else this.see(this.waiting);
    await this.stage.leaveOut(this.waiting.map(addressOf));
  }

  private async destroy(): Promise<void> {
    await this.stage.configure(withoutDestroyProtection);
    await this.untilNothingIsRefused("destroy", () => this.stage.destroy());
    const left = await this.stage.applied();
    const undestroyed = this.seen.filter(({ shortfall }) => "refuses" in shortfall && shortfall.refuses === "destroy");
    this.figures = { ...this.figures, destroyed: this.applied.length - left.length - undestroyed.length };
    this.found.push(...left.map(leftOver), ...needlesslyListed(this.applied, this.seen, this.shortfalls));
  }

  private async untilNothingIsRefused(stage: RefusingStage, run: () => Promise<CommandResult>): Promise<void> {
    while ((await this.withoutRefused(stage, await run())) > 0);
  }

  /** Leaves out what was refused as listed. @returns how many resources that were. */
  private async withoutRefused(stage: RefusingStage, result: CommandResult): Promise<number> {
    const known = await this.stage.applied();
    const { refusals, others } = partRefusals(eventDiagnostics(stage, result), stage, this.shortfalls, known);
    this.found.push(...others);
    if (refusals.length === 0) return 0;
    this.see(refusals);
    await this.stage.leaveOut(refusals.map(addressOf));
    return refusals.length;
  }

  private see(seen: readonly Seen[]): void {
    this.seen.push(...seen);
    this.found.push(...seen.map(noteOf));
  }

  private notes(): TerraformDiagnostic[] {
    const made = [...this.applied, ...this.repetitions, ...[...this.waiting, ...this.seen].map(addressOf)];
    const left = resourceAddresses(this.stack.config).filter((one) => !one.startsWith("data.") && !made.includes(one));
    return [
      ...noteOn("left out, because they depend on what moto refuses", left),
      ...noteOn("left out, because they repeat others and the provider waits for each", this.repetitions),
    ];
  }
}

function noteOn(summary: string, addresses: readonly string[]): TerraformDiagnostic[] {
  return addresses.length === 0 ? [] : [{ severity: "warning", summary, detail: addresses.join("\n") }];
}

function addressOf({ address }: Seen): string {
  return address;
}

function cameToAnEnd({ address, shortfall }: Seen): TerraformDiagnostic {
  const detail = `The provider no longer waits in vain; take it off tools/emulation/shortfalls.ts: ${JSON.stringify(shortfall)}`;
  return { severity: "error", summary: "It came to an end after all", detail, address };
}

function leftOver(address: string): TerraformDiagnostic {
  return { severity: "error", summary: "Not destroyed", detail: "It is still in the state after destroy.", address };
}
