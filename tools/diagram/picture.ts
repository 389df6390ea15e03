import { escaped } from "./escaped";
import type { Arrow, Layout, PlacedBox } from "./layout";
import { STANDALONE_STYLE } from "./style";

export interface PictureOptions {
  /** Accessible name of the picture. */
  readonly title: string;
  /** Target of the link on a part; without it parts are no links. */
  readonly linkOf?: (part: string) => string;
}

/** Characters that fit into a part. */
const TITLE_LENGTH = 25;
const CAPTION_LENGTH = 31;

/** Draws a layout as a file of its own, whose colours follow the reader's preference for light or dark. */
export function standalonePicture(layout: Layout, title: string): string {
  return `${drawPicture(layout, { title }).replace("<defs>", () => `<style>${STANDALONE_STYLE}</style>\n<defs>`)}\n`;
}

/** Draws a layout as SVG for a page that has PICTURE_STYLE and the colours of PALETTE. */
export function drawPicture({ width, height, boxes, arrows }: Layout, { title, linkOf }: PictureOptions): string {
  const frames = boxes.filter(({ frame }) => frame !== undefined);
  const parts = boxes.filter(({ frame }) => frame === undefined);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="${linkOf ? "group" : "img"}" aria-label="${escaped(title)}" class="picture ${sizeOf(width)}">`,
    `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="tip"/></marker></defs>`,
    ...frames.map(frameMarkup),
    ...arrows.map(arrowMarkup),
    ...frames.map((box) => linked(box, headingMarkup(box), linkOf)),
    ...parts.map((box) => linked(box, partMarkup(box), linkOf)),
    "</svg>",
  ].join("\n");
}

/** Class by which a page chooses the smallest legible width. */
function sizeOf(width: number): string {
  if (width < 1000) return "narrow";
  return width > 1500 ? "wide" : "regular";
}

function frameMarkup({ x, y, width, height, frame }: PlacedBox): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="8" class="frame ${frame!}"/>`;
}

function headingMarkup({ x, y, title }: PlacedBox): string {
  return `<text x="${round(x) + 12}" y="${round(y) + 19}" class="heading">${escaped(title)}</text>`;
}

function partMarkup({ x, y, width, height, title, caption, part }: PlacedBox): string {
  const [left, top] = [round(x), round(y)];
  return [
    `<g class="part ${part?.layer ?? "outside"}"${part ? ` data-part="${escaped(part.id)}"` : ""}>`,
    `<title>${escaped(`${title}: ${caption}`)}</title>`,
    `<rect x="${left}" y="${top}" width="${round(width)}" height="${round(height)}" rx="6" class="box"/>`,
    `<rect x="${left}" y="${top}" width="4" height="${round(height)}" rx="2" class="bar"/>`,
    `<text x="${left + 14}" y="${top + 19}" class="name">${escaped(shortened(title, TITLE_LENGTH))}</text>`,
    `<text x="${left + 14}" y="${top + 35}" class="caption">${escaped(shortened(caption, CAPTION_LENGTH))}</text>`,
    "</g>",
  ].join("");
}

function arrowMarkup({ connection, points }: Arrow): string {
  const { from, to, ways } = connection;
  const path = `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join("L")}`;
  return `<path d="${path}" class="arrow" marker-end="url(#tip)" data-from="${escaped(from)}" data-to="${escaped(to)}"><title>${escaped(ways.join(", "))}</title></path>`;
}

function linked({ part }: PlacedBox, markup: string, linkOf: PictureOptions["linkOf"]): string {
  return part && linkOf ? `<a href="${escaped(linkOf(part.id))}">${markup}</a>` : markup;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function round(value: number): number {
  return Math.round(value);
}
