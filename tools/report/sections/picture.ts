import type { Resource } from "../../../policies";
import { INTERNET, type Connection } from "../../diagram/connections";
import { LAYER_TITLES, LAYERS } from "../../diagram/part-types";
import type { Part } from "../../diagram/parts";
import { markup, trusted, type Html } from "../html";
import { partLink } from "../elements";
import { anchor, partAnchor, type EnvironmentReport } from "../report-input";

/** The picture, what it does not draw, and the details of every part. */
export function pictureSection(environment: EnvironmentReport): Html {
  const { architecture, picture, isVast, name } = environment;
  const support = architecture.parts.filter(({ layer }) => layer === "support" || layer === "network");
  return markup`<figure class="drawing${isVast && " vast"}"><div class="scroll" tabindex="0" role="region" aria-label="Architecture of ${name}">${trusted(picture)}</div>
<figcaption>Select a part for its resources and what reaches it. Arrows: traffic that security groups allow, access that roles have, and requests, events and messages that resources forward.</figcaption></figure>
<p class="note">Not drawn as boxes: ${support.map((part, index) => markup`${index > 0 ? ", " : ""}${partLink(part)}`)}</p>
<div class="parts" id="${anchor("parts", name)}">${byLayer(architecture.parts).map((part) => partDetails(part, environment))}</div>`;
}

function byLayer(parts: readonly Part[]): readonly Part[] {
  return LAYERS.flatMap((layer) => parts.filter((part) => part.layer === layer));
}

function partDetails(part: Part, { architecture, name }: EnvironmentReport): Html {
  const { id, title, caption, layer, region, resources, stack } = part;
  const place = architecture.placements.get(id);
  const incoming = architecture.connections.filter(({ to }) => to === id);
  const outgoing = architecture.connections.filter(({ from }) => from === id);
  const facts = [LAYER_TITLES[layer], region, ...(place ? [`${place.subnets} subnets`] : []), `stack ${stack}`];
  return markup`<details class="part ${layer}" id="${partAnchor(id)}" data-part="${id}"><summary><b>${title}</b> <span>${caption}${!stack.startsWith(name) && ` · ${stack}`}</span></summary>
<p class="note">${facts.join(" · ")}</p>
<div class="columns"><div><h4>Reached by</h4>${connectionList(incoming, ({ from }) => from, architecture.parts, "Nothing reaches it.")}</div>
<div><h4>Reaches</h4>${connectionList(outgoing, ({ to }) => to, architecture.parts, "It reaches nothing.")}</div></div>
<h4>${resources.length} ${resources.length === 1 ? "resource" : "resources"}</h4>
<ul class="resources">${resourceLines(resources)}</ul></details>
`;
}

/** A line for each type with the construct paths of its resources within the part. */
function resourceLines(resources: readonly Resource[]): readonly Html[] {
  const types = new Map<string, string[]>();
  for (const { type, address, constructPath } of resources) {
    const path = constructPath?.split("/").slice(2).join("/");
    types.set(type, [...(types.get(type) ?? []), path === undefined || path === "" ? address : path]);
  }
  return [...types].map(
    ([type, paths]) => markup`<li><code>${type.replace(/^aws_/, "")}</code> ${paths.join(", ")}</li>`,
  );
}

function connectionList(
  connections: readonly Connection[],
  endOf: (connection: Connection) => string,
  parts: readonly Part[],
  none: string,
): Html {
  if (connections.length === 0) return markup`<p>${none}</p>`;
  return markup`<ul>${connections.map((one) => markup`<li>${endLink(endOf(one), parts)}: ${waysText(one.ways)}</li>`)}</ul>`;
}

/** Ways of a connection that the page lists; it states the number of the others. */
const SHOWN_WAYS = 6;

function waysText(ways: readonly string[]): string {
  const others = ways.length - SHOWN_WAYS;
  return `${ways.slice(0, SHOWN_WAYS).join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}

function endLink(id: string, parts: readonly Part[]): Html {
  return id === INTERNET ? markup`<b>Internet</b>` : partLink(parts.find((part) => part.id === id)!);
}
