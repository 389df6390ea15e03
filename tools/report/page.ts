import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { PALETTE, PICTURE_STYLE } from "../diagram/style";
import { markup, trusted, type Html } from "./html";
import { anchor, type EnvironmentReport, type Report } from "./report-input";
import { PAGE_SCRIPT } from "./script";
import { alarmsSection } from "./sections/alarms";
import { changesSection } from "./sections/changes";
import { costSection } from "./sections/cost";
import { differencesSection } from "./sections/differences";
import { findingsSection } from "./sections/findings";
import { pictureSection } from "./sections/picture";
import { promisesSection } from "./sections/promises";
import { recoverySection } from "./sections/recovery";
import { summarySection } from "./sections/summary";
import { waiversSection } from "./sections/waivers";
import { PAGE_STYLE } from "./style";

interface Section {
  readonly id: string;
  readonly title: string;
  readonly of: (environment: EnvironmentReport) => Html;
}

const SECTIONS: readonly Section[] = [
  { id: "architecture", title: "Architecture", of: pictureSection },
  { id: "changes", title: "Planned changes", of: changesSection },
  { id: "findings", title: "Findings", of: findingsSection },
  { id: "cost", title: "Cost", of: costSection },
  { id: "alarms", title: "Alarms", of: alarmsSection },
  { id: "recovery", title: "Recovery", of: recoverySection },
  { id: "waivers", title: "Waivers", of: waiversSection },
];

/**
 * The page as one HTML document: its style and script are inline, with hashes in its Content-Security-Policy. The first
 * environment is plain HTML; the script unpacks the others, which repeat most of it.
 */
export function reportPage(report: Report): string {
  const style = `:root{${PALETTE.light}}
:root[data-theme=dark]{${PALETTE.dark}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${PALETTE.dark}}}
${PICTURE_STYLE}
${PAGE_STYLE}`;
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${report.app}: report</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${header(report)}
<main id="content" tabindex="-1">
<noscript><p class="missing">The first environment only: the others need JavaScript.</p></noscript>
${report.environments.map((environment, index) => environmentPart(environment, report, index > 0))}
<section id="differences"${packed(markup`<h2>Environments side by side</h2>${differencesSection(report.environments)}`)}></section>
</main>
<script>${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`.text;
}

function header({ app, now, environments }: Report): Html {
  return markup`<header>
<div class="bar"><h1>${app}</h1><p class="note">${now.toISOString().slice(0, 10)}</p>
<div class="search"><label for="search">Search</label><input id="search" type="search" autocomplete="off" disabled placeholder="Part, resource, rule ( / )" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list"><ul id="results" role="listbox" aria-label="Results" hidden></ul></div>
<button id="theme" type="button" aria-pressed="false">Dark</button></div>
<nav aria-label="Environments" class="environments">${environments.map(({ name }) => markup`<a href="#${anchor(name)}" data-choose="${name}">${name}</a>`)}<a href="#differences">side by side</a></nav>
</header>`;
}

function environmentPart(environment: EnvironmentReport, { promises }: Report, isPacked: boolean): Html {
  const { name } = environment;
  const sections = [
    ...SECTIONS,
    ...(promises ? [{ id: "promises", title: "Promises", of: () => promisesSection(promises, name) }] : []),
  ];
  const content = markup`<h2 class="title">${name}</h2>
${summarySection(environment)}
<nav class="sections" aria-label="Sections of ${name}">${sections.map(({ id, title }) => markup`<a href="#${anchor(name, id)}">${title}</a>`)}</nav>
${sections.map(
  ({
    id,
    title,
    of,
  }) => markup`<section class="block" id="${anchor(name, id)}"><h3>${title}</h3>${of(environment)}</section>
`,
)}
`;
  return markup`<section class="environment" id="${anchor(name)}" data-environment="${name}" aria-label="Environment ${name}"${isPacked && packed(content)}>${!isPacked && content}</section>
`;
}

/** An attribute with the content of an element, compressed. */
function packed({ text }: Html): Html {
  return markup` data-packed="${deflateRawSync(text).toString("base64")}"`;
}

/** Source expression of a Content-Security-Policy for an inline text. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
