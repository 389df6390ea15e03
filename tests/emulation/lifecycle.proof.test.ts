import { spawnSync } from "node:child_process";
import { emulateWith } from "../../tools/commands/emulate";
import { KNOWN_GAPS, type KnownGaps } from "../../tools/emulation/known-gaps";
import { isCi } from "../../tools/runner/command/machine";
import { runCommand } from "../tools/fixtures";
import { here } from "./fixtures";

const MINUTES = 60_000;

const missing = ["terraform", "moto_server"].filter((program) => spawnSync(program, ["--help"]).error !== undefined);
const skipped = missing.length > 0 && !isCi(process.env);
// Jest prints the names of skipped tests only with --verbose.
if (skipped)
  process.stderr.write(`\nSkipped, because there is no ${missing.join(" and no ")} on PATH: no example was emulated\n`);
const describeLifecycle = skipped ? describe.skip : describe;

const emulate = (gaps: Readonly<Record<string, KnownGaps>>, ...argv: string[]) =>
  runCommand(emulateWith(gaps), here(), argv);

describeLifecycle("the lifecycle of an example in the emulator", () => {
  test(
    "passes for a module that moto supports, and for one with known gaps",
    async () => {
      const { exitCode, output } = await emulate(KNOWN_GAPS, "network", "core");
      expect(output).toContain("2 of 2 stacks passed");
      expect(output).toContain("moto does not return description");
      expect(exitCode).toBe(0);
    },
    5 * MINUTES,
  );

  test(
    "fails on drift without a known gap, and on an obsolete known gap",
    async () => {
      const gaps: KnownGaps = { aws_vpc: [{ refuses: "apply", error: "CreateVpc" }] };
      const { exitCode, output } = await emulate({ network: gaps }, "network", "core");
      expect(output).toContain("aws_vpc no longer has a known gap");
      expect(output).toContain("The second plan wants to update it: description");
      expect(output).toContain("2 of 2 stacks failed: network, core");
      expect(exitCode).toBe(1);
    },
    5 * MINUTES,
  );

  test(
    "fails if the provider no longer waits for an attribute until its timeout",
    async () => {
      const gaps: KnownGaps = { ...KNOWN_GAPS["account"], aws_iam_role: [{ neverReturns: "Description" }] };
      const { exitCode, output } = await emulate({ account: gaps }, "account");
      expect(output).toContain("The apply no longer times out");
      expect(exitCode).toBe(1);
    },
    5 * MINUTES,
  );
});
