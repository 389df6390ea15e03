import type { Resource } from "../../policies";
import { partId, type Part } from "../diagram/parts";
import { markup, type Html } from "./html";
import { partAnchor } from "./report-input";

/** Table that scrolls on narrow windows. The first column is a header of its row. */
export function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly (Html | string | number)[])[],
): Html {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<thead><tr>${header.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => markup`<tr>${cells.map((cell, index) => (index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`))}</tr>\n`)}</tbody>
</table></div>`;
}

/** A word with the colour of its tone. */
export function badge(text: string, tone: "bad" | "warn" | "good" | "plain"): Html {
  return markup`<span class="badge ${tone}">${text}</span>`;
}

/** Link to the details of a part. */
export function partLink({ id, title }: Pick<Part, "id" | "title">): Html {
  return markup`<a href="#${partAnchor(id)}">${title}</a>`;
}

/** Links a resource by its address to the details of its part, with its stack: two regions have the same addresses. */
export function resourceLink(resource: Resource): Html {
  return markup`<a href="#${partAnchor(partId(resource))}"><code>${shortAddress(resource)}</code></a> <small>${resource.stack}</small>`;
}

/** Type and construct path of a resource, which say more than a generated name. */
export function shortAddress({ type, address, constructPath }: Resource): string {
  const path = constructPath?.split("/").slice(1).join("/");
  return path === undefined ? address : `${type.replace(/^aws_/, "")} ${path}`;
}

/** A paragraph about something that is not there, with the command that makes it. */
export function missing(text: string, command: string): Html {
  return markup`<p class="missing">${text} <code>${command}</code></p>`;
}

export function note(text: string): Html {
  return markup`<p class="note">${text}</p>`;
}
