import { MAX_SECONDS, bothGiven, outsideRange } from "./seconds";
import type { DefinitionFinding, State } from "./states";

/** Finds Wait states without a time, or with several. */
export function waitFindings(place: string, state: State): DefinitionFinding[] {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  const times = { Seconds, SecondsPath, Timestamp, TimestampPath };
  const isTimed = Object.values(times).some((time) => time !== undefined);
  const allowed = `one of ${Object.keys(times).join(", ")}`;
  return [
    ...(isTimed ? [] : [{ place, value: undefined, allowed, fix: "say how long to wait" }]),
    ...bothGiven(place, times),
    ...outsideRange(`${place}.Seconds`, Seconds, [0, MAX_SECONDS], "wait for a whole number of seconds"),
  ];
}

/** Finds Choice states without rules, and those that fail with `States.NoChoiceMatched` because they lack a default. */
export function choiceFindings(place: string, { Choices = [], Default }: State): DefinitionFinding[] {
  const nowhere = Choices.filter(({ Next }) => Next === undefined);
  const finding = (field: string, allowed: string, fix: string) => [
    { place: `${place}.${field}`, value: undefined, allowed, fix },
  ];
  return [
    ...(Choices.length > 0 ? [] : finding("Choices", "at least one rule", "add a rule, or use Pass")),
    ...(nowhere.length === 0 ? [] : finding("Choices", "Next in every rule of Choices", "name the next state")),
    ...(Default !== undefined
      ? []
      : finding(
          "Default",
          "a Default, since an input that no rule matches fails the execution",
          "name a state for it",
        )),
  ];
}
