/** The style sheet of the report. Everything that has a colour has it from a custom property: light, dark and paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --surface: #ffffff; --text: #1c2430; --muted: #566070; --line: #dfe3e9; --axis: #8a94a3;
  --accent: #2563c9; --target: #8a5a00;
  --pass: #2c8f6b; --fail: #c8384f; --inconclusive: #b98a1d;
  --delivered: #2c8f6b; --unknown: #b98a1d; --not-delivered: #c8384f;
  --security: #b3304f; --release: #7b55c7; --evidence: #2b7fb8; --transient: #8b7a2f;
  --lock-manifest: #2b6fc0; --lock-notify: #2c8f6b; --lock-recover: #b5651d; --lock-validate: #7b55c7;
  --within: #3f7fbf; --over: #c8384f;
  --met-ink: #14603f; --met-fill: #e2f4ec; --missed-ink: #9b1c33; --missed-fill: #fde8eb; --none-ink: #4d5766; --none-fill: #eceff3;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --surface: #181e27; --text: #e6eaf0; --muted: #a3adbb; --line: #2b3442; --axis: #6f7b8c;
    --accent: #79aaf5; --target: #e3b457;
    --pass: #4cba93; --fail: #f0788b; --inconclusive: #e0b64f;
    --delivered: #4cba93; --unknown: #e0b64f; --not-delivered: #f0788b;
    --security: #f0788b; --release: #b49af0; --evidence: #6bb5e8; --transient: #cdbb62;
    --lock-manifest: #79aaf5; --lock-notify: #4cba93; --lock-recover: #e69a5a; --lock-validate: #b49af0;
    --within: #79aaf5; --over: #f0788b;
    --met-ink: #7fdcb6; --met-fill: #16352a; --missed-ink: #ff9fae; --missed-fill: #43202a; --none-ink: #b4bdca; --none-fill: #262e3a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, .top, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
.top { padding-top: 40px; padding-bottom: 8px; }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 6px; }
h2 { font-size: 1.25rem; letter-spacing: -0.01em; margin: 40px 0 14px; }
h3 { font-size: 1.0625rem; margin: 0; }
p { margin: 0; }
a { color: var(--accent); }
code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; overflow-wrap: anywhere; }
.muted, figcaption p { color: var(--muted); }
.verdict { display: flex; flex-wrap: wrap; gap: 8px; margin: 18px 0 0; padding: 0; list-style: none; }
.badge { display: inline-block; border-radius: 999px; padding: 2px 10px; font-size: 0.8125rem; font-weight: 600; white-space: nowrap; }
.badge.met { color: var(--met-ink); background: var(--met-fill); }
.badge.missed { color: var(--missed-ink); background: var(--missed-fill); }
.badge.no_data, .badge.plain { color: var(--none-ink); background: var(--none-fill); }
.verdict .badge { font-size: 0.9375rem; padding: 4px 14px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(196px, 1fr)); gap: 14px; margin: 0; padding: 0; list-style: none; }
.card { display: flex; flex-direction: column; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 16px 16px 14px; min-width: 0; }
.card.missed { border-color: var(--fail); }
.area { margin-bottom: 18px; }
.area > h3 { font-size: 0.8125rem; font-weight: 600; text-transform: uppercase; letter-spacing: 0.06em; color: var(--muted); margin-bottom: 8px; }
.card h4 { margin: 0; font-size: 0.875rem; font-weight: 600; color: var(--muted); }
.card .number { font-size: 1.75rem; font-weight: 650; line-height: 1.2; letter-spacing: -0.02em; margin: 6px 0 2px; font-variant-numeric: tabular-nums; }
.card .basis { font-size: 0.8125rem; color: var(--muted); min-height: 1.5em; }
.card .goals { margin-top: auto; padding-top: 8px; }
.card .goal { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding-top: 4px; font-size: 0.8125rem; color: var(--muted); }
.charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px; }
figure { margin: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 20px 22px 16px; min-width: 0; }
figcaption { margin-bottom: 12px; }
.plot h4 { font-size: 0.8125rem; font-weight: 500; color: var(--muted); margin: 12px 0 0; }
.plot svg { display: block; max-width: 100%; height: auto; overflow: visible; }
.plot svg text { font-size: 12px; white-space: pre; }
.plot .narrow { display: none; }
.nothing { color: var(--muted); padding: 12px 0; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 10px 0 0; padding: 0; list-style: none; font-size: 0.8125rem; }
.key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; }
details { margin-top: 12px; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
.scroll { overflow-x: auto; margin-top: 8px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: 6px; }
th, td { text-align: left; vertical-align: top; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; }
thead th { color: var(--muted); font-size: 0.8125rem; }
tbody th { font-weight: 500; }
.all { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 10px 22px; overflow-x: auto; font-size: 0.875rem; }
.all tr:last-child > * { border-bottom: 0; }
.all th, .all td { padding-right: 10px; }
.all td { white-space: nowrap; }
.all td:nth-child(3), .all td:last-child { white-space: normal; }
.all td:empty::after { content: "–"; }
.all .note { display: block; white-space: normal; min-width: 190px; }
footer { padding-top: 36px; padding-bottom: 48px; color: var(--muted); font-size: 0.875rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
KEYS
@media (min-width: 1000px) { .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); } .charts .wide { grid-column: 1 / -1; } }
@media (max-width: 560px) {
  main, .top, footer { padding-left: 14px; padding-right: 14px; }
  .top { padding-top: 24px; }
  h1 { font-size: 1.5rem; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
  .card { padding: 12px; }
  .card .number { font-size: 1.375rem; }
  figure { padding: 16px 14px 12px; }
  .all { padding: 6px 14px; }
  .all table, .all tbody, .all tr, .all tbody th, .all td { display: block; }
  .all thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .all tr { padding: 12px 0; border-bottom: 1px solid var(--line); }
  .all tbody tr:last-child, .all tbody th, .all tbody td { border-bottom: 0; }
  .all tbody th, .all tbody td { padding: 0; white-space: normal; }
  .all tbody td { position: relative; margin-top: 6px; padding-left: 98px; min-height: 1.5em; }
  .all td::before { content: attr(data-label); position: absolute; left: 0; color: var(--muted); font-size: 0.8125rem; }
  .plot .regular { display: none; }
  .plot .narrow { display: block; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --surface: #fff; --text: #000; --muted: #444; --line: #bbb; --axis: #666; --accent: #1d4fa3; --target: #6e4700; --none-ink: #333; --none-fill: #eee; --met-ink: #14603f; --met-fill: #e2f4ec; --missed-ink: #9b1c33; --missed-fill: #fde8eb; --pass: #2c8f6b; --fail: #c8384f; --inconclusive: #b98a1d; }
  body { font-size: 12px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .card, figure, tr { break-inside: avoid; }
  .top { padding-top: 0; }
  .charts { grid-template-columns: minmax(0, 1fr); }
  details::details-content { content-visibility: visible; height: auto; }
  summary { color: var(--muted); }
  a { color: inherit; text-decoration: none; }
}
`.replace(
  'KEYS',
  [
    'pass',
    'fail',
    'inconclusive',
    'delivered',
    'unknown',
    'not-delivered',
    'security',
    'release',
    'evidence',
    'transient',
    'lock-manifest',
    'lock-notify',
    'lock-recover',
    'lock-validate',
    'within',
    'over',
  ]
    .map((kind) => `.key.${kind} { background: var(--${kind}); }`)
    .join('\n'),
);
