import type { Pack } from "../../policies/refusals";

/** One line for each rule that a new pack gains, loses or changes, sorted by id, and a line of counts. */
export function differences(before: Pick<Pack, "rules">, after: Pick<Pack, "rules">): readonly string[] {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const current = new Map(after.rules.map((rule) => [rule.id, rule]));
  const gained = after.rules.filter(({ id }) => !old.has(id));
  const lost = before.rules.filter(({ id }) => !current.has(id));
  const changed = after.rules.filter(
    (rule) => old.has(rule.id) && JSON.stringify(old.get(rule.id)) !== JSON.stringify(rule),
  );
  const lines = [
    ...gained.map(({ id, title }) => [id, `gained   ${id}: ${title}`] as const),
    ...lost.map(({ id, title }) => [id, `lost     ${id}: ${title}`] as const),
    ...changed.map(({ id, title }) => [id, `changed  ${id}: ${title}`] as const),
  ];
  const sorted = lines.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return [...sorted, `rules: ${gained.length} gained, ${lost.length} lost, ${changed.length} changed`];
}
