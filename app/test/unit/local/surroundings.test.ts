import { describe, expect, it } from "vitest";
import { LocalProblem } from "../../../local/problem";
import { programs } from "../../../local/system/surroundings";

const missing = { "no-such-server": "no-such-package", "no-such-client": "no-such-package", node: "nodejs" };

describe("the programs of a system", () => {
  it("that are missing are named in one line, with the packages to install", () => {
    expect(() => programs.requirePrograms(missing)).toThrow(
      new LocalProblem(
        "The system needs no-such-server, no-such-client. On Debian and Ubuntu: apt-get install no-such-package",
      ),
    );
  });

  it("are used if they are there", () => {
    expect(() => programs.requirePrograms({ node: "nodejs" })).not.toThrow();
  });
});
