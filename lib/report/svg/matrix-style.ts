import type { CapabilityKind } from "./capability-codes";

interface Theme {
  readonly paper: string;
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  /** Behind what is protected. */
  readonly guarded: string;
}

interface MatrixStyle {
  readonly light: Theme;
  readonly dark: Theme;
  /** Chips look the same in both, with their letters in white. */
  readonly chips: Readonly<Record<CapabilityKind, string>>;
  readonly code: string;
}

/** Every text stands out from what is behind it by 4.5 to 1 or more, which a test checks. */
export const MATRIX_STYLE: MatrixStyle = {
  light: {
    paper: "#ffffff",
    text: "#1f2328",
    soft: "#59636e",
    line: "#d1d9e0",
    guarded: "#fff3dc",
  },
  dark: {
    paper: "#0d1117",
    text: "#f0f6fc",
    soft: "#9198a1",
    line: "#3d444d",
    guarded: "#2e2611",
  },
  chips: {
    reads: "#1f5fa8",
    runs: "#1d6b3a",
    decides: "#6b3fa0",
    changes: "#a8321f",
    own: "#57606a",
  },
  code: "#ffffff",
};
