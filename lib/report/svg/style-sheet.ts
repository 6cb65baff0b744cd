import { MATRIX_STYLE } from "./matrix-style";

const ROOT = "svg.gatehouse-personas";

/** The picture's own style sheet: no fonts or files from elsewhere, so that it shows wherever it is put. */
export function styleSheet(): string {
  const { light, dark, chips, code } = MATRIX_STYLE;
  return [
    `${ROOT} { font-family: system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }`,
    ...themed(light),
    ...Object.entries(chips).map(([kind, colour]) => `${ROOT} .${kind} { fill: ${colour}; }`),
    `${ROOT} .code { fill: ${code}; font-size: 11px; font-weight: 600; text-anchor: middle; }`,
    `${ROOT} .head { font-size: 12px; font-weight: 600; }`,
    `${ROOT} .name { font-size: 11px; }`,
    `${ROOT} .team { stroke-width: 1.5; stroke-dasharray: 3 2; }`,
    "@media (prefers-color-scheme: dark) {",
    ...themed(dark).map((rule) => `  ${rule}`),
    "}",
  ].join("\n");
}

function themed({ paper, text, soft, line, guarded }: typeof MATRIX_STYLE.light): string[] {
  return [
    `${ROOT} .paper { fill: ${paper}; }`,
    `${ROOT} text { fill: ${text}; }`,
    `${ROOT} .soft { fill: ${soft}; }`,
    `${ROOT} .line { stroke: ${line}; }`,
    `${ROOT} .guarded { fill: ${guarded}; }`,
    `${ROOT} .team { stroke: ${text}; }`,
  ];
}
