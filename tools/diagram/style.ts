/** Colours of a picture by layer, light and dark. */
export const PALETTE = {
  light: `--paper:#fff;--ink:#1b2430;--muted:#5a6676;--line:#d5dbe3;--arrow:#8a96a6;--frame:#f6f8fa;--tint:#eef2f7;--edge:#7c5cc4;--api:#b0508f;--compute:#c2671c;--messaging:#0f7f8c;--data:#2b62c4;--analytics:#4a7a1e;--delivery:#6b6f2a;--observability:#a8425a;--recovery:#2f7d4f;--network:#5a6676;--support:#5a6676`,
  dark: `--paper:#12161c;--ink:#e6ebf2;--muted:#9aa7b8;--line:#323b48;--arrow:#748296;--frame:#171c24;--tint:#1d242e;--edge:#a78be8;--api:#dd86bd;--compute:#eb9a58;--messaging:#4fb9c6;--data:#7aa7f5;--analytics:#93c25f;--delivery:#b6ba6a;--observability:#e28096;--recovery:#6fc290;--network:#9aa7b8;--support:#9aa7b8`,
} as const;

/** Rules of a picture for the custom properties of PALETTE. */
export const PICTURE_STYLE = `.picture{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;background:var(--paper)}
.picture .frame{fill:none;stroke:var(--line)}
.picture .region{fill:var(--frame)}
.picture .network{fill:var(--paper);stroke:var(--muted);stroke-dasharray:5 4}
.picture .subnets,.picture .layer,.picture .row{fill:var(--tint);stroke:none}
.picture .heading{font-size:11.5px;font-weight:600;fill:var(--muted);paint-order:stroke;stroke:var(--tint);stroke-width:4px}
.picture .box{fill:var(--paper);stroke:var(--line)}
.picture .bar{fill:var(--muted)}
.picture .name{font-size:13px;font-weight:600;fill:var(--ink)}
.picture .caption{font-size:11px;fill:var(--muted)}
.picture .arrow{fill:none;stroke:var(--arrow);stroke-width:1.25}
.picture .tip{fill:var(--arrow)}
${["edge", "api", "compute", "messaging", "data", "analytics", "delivery", "observability", "recovery", "network"]
  .map((layer) => `.picture .${layer} .bar{fill:var(--${layer})}`)
  .join("\n")}`;

/** Style of a picture that stands alone: the colours follow the reader's preference. */
export const STANDALONE_STYLE = `svg{${PALETTE.light}}
@media (prefers-color-scheme:dark){svg{${PALETTE.dark}}}
${PICTURE_STYLE}`;
