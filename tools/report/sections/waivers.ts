import type { Judgement } from "../../../policies";
import { badge, note, resourceLink, table } from "../elements";
import { markup, type Html } from "../html";
import type { EnvironmentReport } from "../report-input";

type Waiver = Judgement["waivers"][number];

/** Days before its expiry from which a waiver stands out. */
const NOTICE_DAYS = 42;

/** Waivers, the next to expire first. */
export function waiversSection({ judgement, stacks, sourceOf }: EnvironmentReport): Html {
  const waivers = ownWaivers(judgement, stacks);
  if (waivers.length === 0) return note("No finding is waived.");
  return table(
    "Waivers",
    ["rule", "expires", "resource", "reason", "owner", "source"],
    waivers.map(({ rule, resource, reason, owner, expires, daysLeft }) => [
      markup`<b>${rule}</b>`,
      markup`<span class="date">${expires}</span> ${badge(daysLeft < 0 ? "expired" : `${daysLeft} days`, daysLeft < NOTICE_DAYS ? "bad" : "plain")}`,
      resourceLink(resource),
      reason,
      owner,
      markup`<code>${sourceOf(resource)}</code>`,
    ]),
  );
}

/** Waivers of the stacks of an environment, the next to expire first. */
export function ownWaivers({ waivers }: Judgement, stacks: EnvironmentReport["stacks"]): readonly Waiver[] {
  const names = new Set(stacks.map(({ stack }) => stack));
  return waivers
    .filter(({ resource }) => names.has(resource.stack))
    .sort((one, other) => one.daysLeft - other.daysLeft);
}
