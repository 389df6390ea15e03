import { spawnSync } from "node:child_process";
import { emulator } from "../../tools/emulation/cli";
import { SHORTFALLS, type Shortfalls } from "../../tools/emulation/shortfalls";
import { runProgram } from "../tools/fixtures";
import { here } from "./fixtures";

const MINUTES = 60_000;

/** Jest prints names of skipped tests only when asked; whoever lacks a tool should know what was not proven. In CI nothing is skipped. */
const missing = ["terraform", "moto_server"].filter((tool) => spawnSync(tool, ["--help"]).error !== undefined);
const skipped = missing.length > 0 && process.env["CI"] !== "true";
if (skipped)
  process.stderr.write(`\nSkipped, because there is no ${missing.join(" and no ")}: no example was emulated\n`);
const describeLife = skipped ? describe.skip : describe;

const emulate = (shortfalls: Readonly<Record<string, Shortfalls>>, ...argv: string[]) =>
  runProgram(emulator(shortfalls), here(), argv);

describeLife("the life of an example in the emulator", () => {
  test(
    "ends well for a module that moto can do, and for one of which it forgets what is listed",
    async () => {
      const { exitCode, output } = await emulate(SHORTFALLS, "testing", "core");
      expect(output).toContain("2 of 2 stacks proven");
      expect(output).toContain("moto forgets description");
      expect(exitCode).toBe(0);
    },
    5 * MINUTES,
  );

  test(
    "ends badly when a second plan changes what is not listed, or a listed type works after all",
    async () => {
      const listed: Shortfalls = { aws_iam_role: [{ refuses: "apply", error: "CreateRole" }] };
      const { exitCode, output } = await emulate({ testing: listed }, "testing", "core");
      expect(output).toContain("aws_iam_role works after all");
      expect(output).toContain("The second plan wants to update it: description");
      expect(output).toContain("2 of 2 stacks failed: testing, core");
      expect(exitCode).toBe(1);
    },
    5 * MINUTES,
  );

  test(
    "ends badly when what the provider is said to wait for in vain comes to an end",
    async () => {
      const listed: Shortfalls = { aws_iam_role: [{ neverShows: "Description" }] };
      const { exitCode, output } = await emulate({ testing: listed }, "testing");
      expect(output).toContain("It came to an end after all");
      expect(exitCode).toBe(1);
    },
    5 * MINUTES,
  );
});
