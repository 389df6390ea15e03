/** Rules of the page; colours are those of the picture. */
export const PAGE_STYLE = `:root{--bad:#b3261e;--bad-tint:#fbeae9;--warn:#8a5300;--warn-tint:#fbf0dd;--good:#1f6b3d;--good-tint:#e4f3e9;--link:#1f4fb0;--focus:#1f6feb}
:root[data-theme=dark]{--bad:#f2948d;--bad-tint:#3b1d1b;--warn:#e6b566;--warn-tint:#35270f;--good:#7fcf9c;--good-tint:#16301f;--link:#8db8ff;--focus:#8db8ff;color-scheme:dark}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--bad:#f2948d;--bad-tint:#3b1d1b;--warn:#e6b566;--warn-tint:#35270f;--good:#7fcf9c;--good-tint:#16301f;--link:#8db8ff;--focus:#8db8ff}}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
html{scroll-padding-top:7.5rem}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.skip{position:absolute;left:-99em}
.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--paper);padding:.3rem .6rem}
header{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--line);padding:.7rem clamp(1rem,3vw,2.5rem) 0}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1rem}
h1{font-size:1.15rem;margin:0;letter-spacing:-.01em}
.bar .note{margin:0}
.search{position:relative;flex:1 1 12rem;max-width:26rem;margin-left:auto}
.search label{position:absolute;clip-path:inset(50%)}
.search input{width:100%;font:inherit;color:inherit;background:var(--frame);border:1px solid var(--line);border-radius:6px;padding:.35rem .7rem}
.search input::placeholder{color:var(--muted);opacity:1}
#results{position:absolute;right:0;left:0;margin:.2rem 0 0;padding:.3rem;list-style:none;background:var(--paper);border:1px solid var(--line);border-radius:6px;max-height:60vh;overflow:auto;box-shadow:0 8px 24px #0003}
#results li{padding:.3rem .5rem;border-radius:4px;cursor:pointer;overflow-wrap:anywhere}
#results li[aria-selected=true]{background:var(--tint)}
#results small{color:var(--muted)}
button{font:inherit;color:inherit;background:var(--frame);border:1px solid var(--line);border-radius:6px;padding:.35rem .8rem;cursor:pointer}
nav a{text-decoration:none;color:var(--muted);white-space:nowrap}
.environments{display:flex;gap:1.2rem;overflow-x:auto;margin-top:.5rem}
.environments a{padding:.3rem 0 .5rem;border-bottom:2px solid transparent}
.environments a[aria-current]{color:var(--ink);font-weight:600;border-color:var(--link)}
main{padding:1.2rem clamp(1rem,3vw,2.5rem) 4rem;max-width:1500px;margin:auto}
main:focus{outline:none}
h2{font-size:1.5rem;letter-spacing:-.02em;margin:.2rem 0 .8rem}
h3{font-size:1.12rem;margin:0 0 .6rem}
h4{font-size:.82rem;color:var(--muted);margin:.9rem 0 .2rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.7rem;list-style:none;margin:0 0 1rem;padding:0}
.figures a{display:block;height:100%;padding:.7rem .9rem;border:1px solid var(--line);border-radius:8px;color:var(--muted);text-decoration:none;font-size:.86rem;line-height:1.35}
.figures b{display:block;font-size:1.45rem;line-height:1.2;color:var(--ink);font-variant-numeric:tabular-nums}
.figures .bad b{color:var(--bad)}
.figures a:hover,summary:hover{background:var(--frame)}
.sections{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin-bottom:1.4rem}
.block,#differences{border-top:1px solid var(--line);padding:1.3rem 0 1.6rem}
#differences{margin-top:1rem}
.drawing{margin:0}
.drawing svg{display:block;margin:auto;max-width:100%;height:auto;min-width:1080px}
.drawing .narrow{min-width:720px}
.drawing .wide{min-width:1440px}
.vast svg.wide{min-width:3000px}
.parts,.differences,.watched{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:0 1.6rem;align-items:start}
.parts>[open],.differences>[open],.watched>[open]{grid-column:1/-1}
figcaption,.note,.missing,small{color:var(--muted);font-size:.86rem}
.note,.missing{margin:.3rem 0 .7rem}
.missing{border-left:3px solid var(--warn);padding-left:.7rem}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.88rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line);font-weight:400;min-width:6rem;max-width:34rem;overflow-wrap:break-word}
td:last-child{min-width:11rem}
thead th{color:var(--muted);font-size:.8rem;white-space:nowrap}
code{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.badge{display:inline-block;padding:0 .45rem;border-radius:4px;font-size:.8rem;white-space:nowrap;background:var(--tint);color:var(--ink)}
.badge.bad{background:var(--bad-tint);color:var(--bad)}
.badge.warn{background:var(--warn-tint);color:var(--warn)}
.badge.good{background:var(--good-tint);color:var(--good)}
.date{white-space:nowrap}
.share{width:90px;height:9px;margin-right:.5rem;background:var(--tint);border-radius:2px;fill:var(--data)}
details{border-bottom:1px solid var(--line)}
summary{padding:.4rem .3rem;cursor:pointer;border-radius:4px}
summary span{color:var(--muted);font-size:.86rem;margin-left:.4rem}
details[open]{padding-bottom:.8rem}
details[open]{padding-left:1.1rem}
details[open]>summary{margin-left:-1.1rem}
.part:target>summary,.part[open]>summary{background:var(--tint)}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:0 2rem}
.columns ul{margin:.2rem 0;padding-left:1.1rem}
.resources{columns:3 20rem;margin:.2rem 0;padding-left:1.1rem}
.picture a{cursor:pointer}
.picture a:hover .box,.picture .chosen .box{stroke:var(--link);stroke-width:2}
.picture .faded{opacity:.22}
.picture .arrow.lit{stroke:var(--link);stroke-width:2}
[hidden]{display:none!important}
@media (max-width:600px){header{position:static}html{scroll-padding-top:1rem}.figures{grid-template-columns:1fr 1fr}.search{max-width:none;order:3;flex-basis:100%}#theme{margin-left:auto}}
@media print{header,.sections,.search,#theme,.skip{display:none}.environment[hidden]{display:block!important}body{font-size:11px}.scroll{overflow:visible}.drawing svg{width:100%;height:auto}details,tr{break-inside:avoid}.environment{break-after:page}}`;
