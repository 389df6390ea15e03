import { isRecord, isUnresolved, numberOf, recordsOf, stringsOf } from "../../../engine/values";

export function taskProblems(definition: unknown): readonly string[] {
  if (typeof definition !== "string" || (isUnresolved(definition) && !definition.startsWith("{"))) return [];
  try {
    const machine = JSON.parse(definition) as unknown;
    if (!isRecord(machine) || typeof machine["StartAt"] !== "string") return ["needs StartAt"];
    return Object.entries(isRecord(machine["States"]) ? machine["States"] : {}).flatMap(([name, state]) =>
      isRecord(state) && state["Type"] === "Task" ? missingIn(name, state) : [],
    );
  } catch {
    return ["is not JSON"];
  }
}

function missingIn(name: string, state: Readonly<Record<string, unknown>>): readonly string[] {
  const timed = numberOf(state["TimeoutSeconds"]) !== undefined || "TimeoutSecondsPath" in state;
  const missing = [
    timed ? "" : "TimeoutSeconds",
    "Retry" in state ? "" : "Retry",
    "Catch" in state || retriesAll(state["Retry"]) ? "" : "Catch",
  ].filter(Boolean);
  return missing.length > 0 ? [`state ${name} needs ${missing.join(", ")}`] : [];
}

function retriesAll(retry: unknown): boolean {
  return recordsOf(retry).some(({ ErrorEquals }) => stringsOf(ErrorEquals).includes("States.ALL"));
}
