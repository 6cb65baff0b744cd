type ColourName = keyof typeof LIGHT;

const LIGHT = {
  paper: "#ffffff",
  raised: "#f6f8fa",
  hover: "#eceff3",
  line: "#d1d9e0",
  edge: "#818b98",
  text: "#1f2328",
  soft: "#59636e",
  accent: "#0969da",
  "on-accent": "#ffffff",
  reads: "#ddf0ff",
  "on-reads": "#0a3d73",
  runs: "#dafbe1",
  "on-runs": "#0b4a1c",
  decides: "#f0e7ff",
  "on-decides": "#4a2391",
  changes: "#ffe9d6",
  "on-changes": "#7a2e00",
  own: "#e9edf1",
  "on-own": "#3b434b",
  bad: "#cf222e",
  "on-bad": "#ffffff",
  "bad-text": "#b3172a",
  "bad-paper": "#fff1f0",
  warn: "#8a5a00",
  "warn-paper": "#fff8e1",
  good: "#116329",
  "good-paper": "#e9faee",
  marked: "#fff3b8",
  "on-marked": "#1f2328",
};

const DARK: Readonly<Record<ColourName, string>> = {
  paper: "#0d1117",
  raised: "#151b23",
  hover: "#1d2530",
  line: "#3d444d",
  edge: "#7d8590",
  text: "#f0f6fc",
  soft: "#9aa3ad",
  accent: "#58a6ff",
  "on-accent": "#06182e",
  reads: "#0c2a4d",
  "on-reads": "#a5d1ff",
  runs: "#0b3219",
  "on-runs": "#84e29a",
  decides: "#2b1d4f",
  "on-decides": "#d5bcff",
  changes: "#43200a",
  "on-changes": "#ffb77a",
  own: "#262c34",
  "on-own": "#c3cad2",
  bad: "#f85149",
  "on-bad": "#22070a",
  "bad-text": "#ff8a82",
  "bad-paper": "#2a1215",
  warn: "#e3b341",
  "warn-paper": "#2a2110",
  good: "#56d364",
  "good-paper": "#0f2617",
  marked: "#5a4a00",
  "on-marked": "#fff8d6",
};

type Pair = readonly [front: ColourName, behind: ColourName];

const KINDS = ["reads", "runs", "decides", "changes", "own"] as const;

const TEXTS: readonly Pair[] = [
  ...(["text", "soft", "accent", "bad-text", "warn", "good"] as const).flatMap((front): Pair[] => [
    [front, "paper"],
    [front, "raised"],
  ]),
  ...(["text", "soft", "bad-text"] as const).flatMap((front): Pair[] => [
    [front, "hover"],
    [front, "bad-paper"],
    [front, "warn-paper"],
    [front, "good-paper"],
  ]),
  // On its own colour, and where what is conditional has none.
  ...KINDS.flatMap((kind): Pair[] => [
    [`on-${kind}`, kind],
    [`on-${kind}`, "paper"],
    [`on-${kind}`, "raised"],
    [`on-${kind}`, "hover"],
    [`on-${kind}`, "bad-paper"],
  ]),
  ["on-bad", "bad"],
  ["on-accent", "accent"],
  ["on-marked", "marked"],
  ["warn", "warn-paper"],
  ["good", "good-paper"],
];

/** The page's colours, and which of them meet: a test computes that every pair can be told apart (WCAG AA). */
export const PALETTE = {
  light: LIGHT,
  dark: DARK,
  /** Text on what is behind it: 4.5 to 1. */
  texts: TEXTS,
  /** Edges and marks that mean something: 3 to 1. */
  shapes: [
    ["edge", "paper"],
    ["edge", "raised"],
    ["accent", "paper"],
    ["accent", "hover"],
    ["bad", "paper"],
    ["bad", "bad-paper"],
  ] as readonly Pair[],
} as const;

/** The colours as custom properties, for light and dark, by the system's wish or the reader's. */
export function colourProperties(): string {
  const list = (colours: Readonly<Record<string, string>>) =>
    Object.entries(colours)
      .map(([name, value]) => `--${name}:${value}`)
      .join(";");
  return [
    `:root{color-scheme:light;${list(LIGHT)}}`,
    `@media (prefers-color-scheme: dark){:root:not([data-theme="light"]){color-scheme:dark;${list(DARK)}}}`,
    `:root[data-theme="dark"]{color-scheme:dark;${list(DARK)}}`,
    // Paper is white, whatever the screen is.
    `@media print{:root:root,:root:root:not([data-theme="light"]){color-scheme:light;${list(LIGHT)}}}`,
  ].join("\n");
}
