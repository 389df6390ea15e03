import Big from "big.js";
import type { Resource } from "../../../policies";
import { usageError } from "../../runner/command/exit-codes";
import { addressMatcher } from "./address-pattern";
import type { Level, UsageEntry, UsageFile } from "./usage-file";

/** A parameter with this prefix is an average: resources that share an entry have it each. */
const AVERAGE = "average_";

interface Assignment {
  readonly entry: UsageEntry;
  readonly resources: readonly Resource[];
}

/**
 * Usage of the resources of one environment at a level. An entry that matches several resources is divided evenly among
 * them, so that a total does not grow with the number of resources; averages are not divided.
 */
export class ResourceUsage {
  private readonly assignments: readonly Assignment[];
  /** Parameters that each resource asked for. */
  private readonly asked = new Map<Resource, Set<string>>();

  constructor(
    private readonly file: UsageFile,
    resources: readonly Resource[],
    private readonly level: Level,
  ) {
    this.assignments = file.entries.map((entry) => {
      const matches = addressMatcher(entry.pattern);
      const isOwn = ({ stack, address }: Resource): boolean => matches(address) || matches(`${stack}/${address}`);
      return { entry, resources: resources.filter(isOwn) };
    });
  }

  /** The quantity of a parameter for a resource; undefined if the file has none. The last matching entry wins. */
  quantity(resource: Resource, parameter: string): Big | undefined {
    this.asked.set(resource, (this.asked.get(resource) ?? new Set()).add(parameter));
    const assignment = this.assignments
      .filter(({ entry, resources }) => entry.quantities.has(parameter) && resources.includes(resource))
      .at(-1);
    if (!assignment) return undefined;
    const quantity = assignment.entry.quantities.get(parameter)![this.level];
    return parameter.startsWith(AVERAGE) ? quantity : quantity.div(assignment.resources.length);
  }

  /**
   * Checks that every entry matches a resource, and that each of these asked for all of its parameters.
   *
   * @throws ToolError (usage) with every problem and the known parameters.
   */
  check(): void {
    const problems = this.assignments.flatMap(({ entry, resources }) => {
      if (resources.length === 0) return [`${entry.pattern}: matches no resource`];
      return [...entry.quantities.keys()].flatMap((parameter) => this.problemOf(entry, parameter, resources));
    });
    if (problems.length > 0) throw usageError(problems.map((problem) => `${this.file.file}: ${problem}`).join("\n"));
  }

  private problemOf({ pattern }: UsageEntry, parameter: string, resources: readonly Resource[]): string[] {
    const wrong = resources.find((resource) => !this.asked.get(resource)?.has(parameter));
    if (!wrong) return [];
    const known = [...(this.asked.get(wrong) ?? [])].join(", ") || "none";
    return [`${pattern}: ${parameter}: not a parameter of ${wrong.address}; allowed: ${known}`];
  }
}
