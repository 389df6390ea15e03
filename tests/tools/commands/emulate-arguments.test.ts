import { parseEmulate } from "../../../tools/commands/emulate";

const MODULES = ["core", "network"];
const parse = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => parseEmulate(argv, MODULES, env);

describe("the arguments of emulate", () => {
  test("are names of modules; none means all", () => {
    expect(parse(["network"])).toEqual({ modules: ["network"], ifAvailable: false, exec: undefined });
    expect(parse([])).toMatchObject({ modules: [] });
  });

  test("can be a shell command instead", () => {
    expect(parse(["--exec", "npm run check"])).toMatchObject({ modules: [], exec: "npm run check" });
  });

  test("can allow a missing program, but not in CI", () => {
    expect(parse(["--if-available"])).toMatchObject({ ifAvailable: true });
    expect(parse(["--if-available"], { CI: "false" })).toMatchObject({ ifAvailable: true });
    expect(parse(["--if-available"], { CI: "true" })).toMatchObject({ ifAvailable: false });
    expect(parse(["--if-available"], { CI: "1" })).toMatchObject({ ifAvailable: false });
  });

  test.each([
    [["networks"], "unknown module networks; modules: core, network"],
    [["a", "core", "b"], "unknown module a, b; modules: core, network"],
    [["--force"], "Unknown option '--force'; options: --exec, --if-available, --help"],
    [["--exec", ""], '--exec: needs a value, got ""'],
    [["core", "--exec", "true"], "--exec runs one command and no module; omit one"],
  ])("cannot be %j", (argv, message) => {
    expect(() => parse(argv)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
