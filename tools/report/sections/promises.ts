import { badge, note, table } from "../elements";
import type { Html } from "../html";
import type { PromiseRow } from "../report-input";

/** An alarm keeps no promise, and a promise that is not held is known, but not kept. */
const TONES: Readonly<Record<string, "warn" | "plain">> = { "not held": "warn", "alarm only": "plain" };

/** Promises of one environment and how they are held, broken ones first. */
export function promisesSection(promises: readonly PromiseRow[], environment: string): Html {
  const own = promises.filter((one) => one.environment === environment);
  if (own.length === 0) return note("No promise is stated for this environment.");
  return table(
    "Promises",
    ["promise", "held", "evidence"],
    [...own]
      .sort((one, other) => Number(one.holds) - Number(other.holds))
      .map(({ id, promise, way, holds, evidence }) => [
        `${id}: ${promise}`,
        badge(holds ? way : `broken: ${way}`, holds ? (TONES[way] ?? "good") : "bad"),
        evidence.join("; "),
      ]),
  );
}
