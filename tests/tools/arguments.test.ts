import { parseArguments } from "../../tools/terraform/arguments";

describe("parseArguments", () => {
  test("means all stacks, the folder plans and a machine that has everything by default", () => {
    const files = { out: "plans", approvals: "approvals.json" };
    expect(parseArguments(["plan"])).toEqual({
      command: "plan",
      stacks: [],
      ifAvailable: false,
      standIn: true,
      ...files,
    });
  });

  test("takes stacks and options in any order", () => {
    const argv = "--if-available plan dev --out proof --provider real --approvals wanted.json prod".split(" ");
    expect(parseArguments(argv)).toEqual({
      command: "plan",
      stacks: ["dev", "prod"],
      ifAvailable: true,
      standIn: false,
      out: "proof",
      approvals: "wanted.json",
    });
  });

  test("lets a stand-in plan, but not validate", () => {
    expect(parseArguments(["validate"])).toMatchObject({ standIn: false });
  });

  test.each([["--help"], ["-h"]])("%s asks for help, whatever else is said", (option) => {
    expect(parseArguments(["validate", option])).toBe("help");
  });

  test.each([
    [[], 'unknown command ""; commands: validate, plan'],
    [["apply"], 'unknown command "apply"; commands: validate, plan'],
    [["plan", "--force"], "Unknown option '--force'; options: --out, --approvals, --if-available, --provider, --help"],
    [["plan", "--provider", "mock"], '--provider: got "mock"; allowed: real'],
    [["plan", "--out", ""], '--out: got ""; allowed: a folder'],
    [["plan", "--approvals", ""], '--approvals: got ""; allowed: a file'],
    [["validate", "--approvals", "x"], "--approvals belongs to plan; validate plans nothing"],
    [["validate", "--out", "x"], "--out belongs to plan; validate keeps no files"],
  ])("refuses %j as wrong usage", (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
