import { REFUSAL_PREFIX } from "../engine/judgement";
import type { Resource } from "../engine/resource";
import type { Finding, Rule } from "../engine/rule";
import { isRecord } from "../engine/values";
import { ENGINE_RULES } from "./engine/engine-rules";
import type { Pack } from "./engine/pack";
import { type Refusal, typeIn } from "./findings";
import { OWN_REFUSALS } from "./own";

/** A rule of the gate for each refusal, and for each waiver of one that did not occur. */
export function gateRules(refusals: readonly Refusal[], resources: readonly Resource[], pack: Pack): readonly Rule[] {
  const titles = new Map([
    ...Object.entries(ENGINE_RULES),
    ...[...pack.rules, ...OWN_REFUSALS].map(({ id, title }) => [id, title] as const),
  ]);
  const waived = resources.flatMap(({ waivers, type }) =>
    Object.keys(isRecord(waivers) ? waivers : {}).map((id) => ({ id, type })),
  );
  const found = refusals.map(({ rule, address }) => ({ id: rule, type: typeIn(address) }));
  const ids = new Set(
    [...found, ...waived].map(({ id }) => id).filter((id) => titles.has(packId(id)) && id !== packId(id)),
  );
  return [...ids].map((id) => {
    const own = refusals.filter(({ rule }) => rule === id);
    const types = [...found, ...waived].filter((one) => one.id === id).map(({ type }) => type);
    return gateRule(id, titles.get(packId(id))!, [...new Set(types)], own);
  });
}

function packId(id: string): string {
  return id.startsWith(REFUSAL_PREFIX) ? id.slice(REFUSAL_PREFIX.length) : id;
}

function gateRule(id: string, title: string, types: readonly string[], refusals: readonly Refusal[]): Rule {
  const findings = new Map<string, Finding[]>();
  for (const { stack, address, finding } of refusals) {
    const key = `${stack} ${address}`;
    findings.set(key, [...(findings.get(key) ?? []), finding]);
  }
  const [first] = refusals;
  return {
    id,
    title,
    severity: "high",
    rationale: "AWS rejects the request, minutes into an apply.",
    fix: first?.fix || title,
    documentation: first?.documentation,
    controls: {},
    types,
    check: ({ stack, address }) => findings.get(`${stack} ${address}`) ?? [],
  };
}
