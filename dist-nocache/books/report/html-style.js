/** Colours are told apart by their text, too, and have a contrast of 4.5 and more on their ground, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --raised: #f5f6f8; --text: #1c2430; --quiet: #55606f; --line: #d5dae1;
  --good: #17663a; --open: #7a5200; --bad: #a8201a; --unknown: #5b3a9e; --mark: #1f5fbf; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181e; --raised: #1d232b; --text: #e6eaf0; --quiet: #a5b0be;
  --line: #384250; --good: #6fd39b; --open: #eebb5a; --bad: #ff938a; --unknown: #c2a8ff; --mark: #8bb8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 84rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0 .75rem; max-width: 70ch; }
.quiet, dt { color: var(--quiet); }
.verdict { border: 2px solid; border-radius: .5rem; padding: 1rem 1.25rem; margin: 1.25rem 0; background: var(--raised); }
.verdict strong { display: block; font-size: 1.5rem; line-height: 1.3; } .verdict p { color: var(--text); margin-bottom: 0; }
.good { color: var(--good); } .open { color: var(--open); } .bad { color: var(--bad); } .unknown { color: var(--unknown); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; } dd ul { margin: 0; padding-left: 1.1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; background: var(--raised); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.key { overflow-wrap: break-word; min-width: 8rem; max-width: 18rem; } .label { font-weight: 600; white-space: nowrap; }
.chart { width: 35%; } .chart svg { display: block; width: 100%; height: 1.1rem; } rect { fill: currentColor; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem .75rem; margin: 0 0 .75rem;
  display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; }
label { cursor: pointer; } input[type="radio"] { accent-color: var(--mark); margin: 0 .35rem 0 0; }
input[type="search"] { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--quiet);
  border-radius: .375rem; padding: .35rem .6rem; width: min(24rem, 100%); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
details { margin-top: .35rem; } summary { cursor: pointer; color: var(--mark); }
details table { margin-top: .35rem; font-size: .9rem; } details th, details td { padding: .25rem .5rem; }
details td { overflow-wrap: anywhere; min-width: 4.5rem; } details td:last-child { min-width: 7rem; }
::placeholder { color: var(--quiet); opacity: 1; }
@media print { body { max-width: none; padding: 0; font-size: .75rem; } fieldset, .search { display: none; }
  .scroll { overflow: visible; } tr { break-inside: avoid; } thead { display: table-header-group; }
  details::details-content { content-visibility: visible; display: block; } }
`;
/** The choice of an outcome needs no script: a row is shown while no other outcome is chosen. */
export function filterRules(outcomes) {
    return outcomes
        .map((outcome) => `body:has(#show-${outcome}:checked) tbody.rows > tr:not(.${outcome}) { display: none; }`)
        .join('\n');
}
