import { parseArguments } from "../../tools/emulation/arguments";

const MODULES = ["core", "network"];
const parse = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => parseArguments(argv, MODULES, env);

describe("the command line of emulate", () => {
  test("takes names of modules; none means all", () => {
    expect(parse(["network"])).toEqual({ modules: ["network"], ifAvailable: false, exec: undefined });
    expect(parse([])).toMatchObject({ modules: [] });
  });

  test("takes a command to run against an emulator instead", () => {
    expect(parse(["--exec", "npm run check"])).toMatchObject({ modules: [], exec: "npm run check" });
  });

  test("leaves without a tool when asked to, but never in CI", () => {
    expect(parse(["--if-available"])).toMatchObject({ ifAvailable: true });
    expect(parse(["--if-available"], { CI: "false" })).toMatchObject({ ifAvailable: true });
    expect(parse(["--if-available"], { CI: "true" })).toMatchObject({ ifAvailable: false });
  });

  test("asks for help by either name", () => {
    expect(parse(["--help"])).toBe("help");
    expect(parse(["-h", "network"])).toBe("help");
  });

  test.each([
    [["networks"], "unknown module networks; modules: core, network"],
    [["a", "core", "b"], "unknown module a, b; modules: core, network"],
    [["--force"], "Unknown option '--force'; options: --exec, --if-available, --help"],
    [["--exec", ""], '--exec: got ""; allowed: a shell command'],
    [["core", "--exec", "true"], "--exec runs one command and no module; leave one out"],
  ])("refuses %j", (argv, message) => {
    expect(() => parse(argv)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
