import { parsePlan } from "../../../tools/commands/plan";

describe("the arguments of plan", () => {
  test("default to all stacks, the folder plans and approvals.json", () => {
    expect(parsePlan([])).toEqual({
      stacks: [],
      ifAvailable: undefined,
      standIn: true,
      out: "plans",
      approvals: "approvals.json",
      refusals: {},
    });
  });

  test("are stacks and options in any order", () => {
    const argv = "--if-available dev --out proof --provider real --approvals wanted.json prod".split(" ");
    expect(parsePlan(argv)).toEqual({
      stacks: ["dev", "prod"],
      ifAvailable: true,
      standIn: false,
      out: "proof",
      approvals: "wanted.json",
      refusals: {},
    });
  });

  test.each([
    [
      ["--force"],
      "Unknown option '--force'; options: --var, --out, --approvals, --provider, --if-available, --refusals, --no-refusals, --exclude, --help",
    ],
    [["--provider", "mock"], '--provider: got "mock"; allowed: real'],
    [["--out", ""], '--out: needs a value, got ""'],
    [["--approvals", "", "--out", ""], '--approvals, --out: needs a value, got ""'],
  ])("cannot be %j", (argv, message) => {
    expect(() => parsePlan(argv)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
