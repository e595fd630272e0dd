/** The whole style of a report's page. Its hash stands in the page's policy: nothing else applies. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1d2530; --soft: #5c6875; --line: #d9dee5; --good: #17693b; --good-paper: #e5f4ea; --bad: #a4161a; --bad-paper: #fdeaea; --doubt: #7a5200; --doubt-paper: #fdf3dc; --tried: #7f8ea3; --passed: #2f6fb3; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e6eaef; --soft: #a0abb8; --line: #333c47; --good: #7fd6a2; --good-paper: #14301f; --bad: #ff9a97; --bad-paper: #3d1719; --doubt: #f1c56a; --doubt-paper: #382a0c; --tried: #8391a5; --passed: #6aa7e8; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 "Noto Sans Variable", "Noto Sans", system-ui, sans-serif; background: var(--paper); color: var(--ink); max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p { margin: .25rem 0 .75rem; }
.below { color: var(--soft); font-size: .875rem; }
.verdict { border-inline-start: 6px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: 1rem 0; overflow-wrap: anywhere; }
.verdict b { display: block; font-size: 1.1rem; }
.verdict ul { margin: .25rem 0 0; padding-inline-start: 1.1rem; }
.verdict.good { background: var(--good-paper); border-color: var(--good); } .verdict.good b { color: var(--good); }
.verdict.bad { background: var(--bad-paper); border-color: var(--bad); } .verdict.bad b { color: var(--bad); }
.verdict.doubt { background: var(--doubt-paper); border-color: var(--doubt); } .verdict.doubt b { color: var(--doubt); }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th { text-align: start; color: var(--soft); font-weight: 600; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
td:first-child, td:last-child { overflow-wrap: anywhere; }
figure { margin: .5rem 0 1rem; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.bad td { color: var(--bad); font-weight: 600; } tr.doubt td { color: var(--doubt); } tr.good td:last-child { color: var(--good); }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .25rem 1.25rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
pre { font: 12px/1.5 ui-monospace, monospace; background: color-mix(in srgb, var(--line) 35%, transparent); border-radius: 6px; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
p.bad { color: var(--bad); } p.doubt { color: var(--doubt); } p.good { color: var(--good); }
svg { max-width: 100%; height: auto; display: block; margin: .5rem 0; }
svg text { font-size: 10.5px; fill: var(--ink); }
.m-tried { fill: var(--tried); } .m-leaked { fill: var(--bad); } .m-passed { fill: var(--passed); } .l-quiet { stroke: var(--line); } .l-words { stroke: var(--ink); }
svg.qr { width: 13rem; background: #fff; border-radius: 6px; } svg.qr path { fill: #000; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } .plot { overflow-x: auto; } .plot svg { min-width: 34rem; } table { min-width: 34rem; } }
@media print { :root { color-scheme: light; } body { padding: 0; max-width: none; font-size: 11px; } .verdict, tr, svg, pre { break-inside: avoid; } h2, h3 { break-after: avoid; } .scroll { overflow: visible; } }
`;
