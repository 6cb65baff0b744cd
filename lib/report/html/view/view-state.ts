/** What of the page is shown: all of it fits in a link. */
export interface ViewState {
  /** Names of personas; all where none is named. */
  readonly personas: readonly string[];
  readonly capability: string;
  /** What a place's name, group or account id has in it. */
  readonly text: string;
  readonly onlyProblems: boolean;
  /** Groups that are open or closed by choice, whatever the others are. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  /** The square whose evidence is shown. */
  readonly selected?: Selection;
  /** Of "who can": a capability and a place. */
  readonly question?: { readonly capability: string; readonly place: string };
}

export interface Selection {
  readonly persona: string;
  readonly place: string;
  /** Whose evidence is opened first. */
  readonly capability?: string;
}

export const EVERYTHING: ViewState = {
  personas: [],
  capability: "",
  text: "",
  onlyProblems: false,
  opened: [],
  closed: [],
};

/** For the end of a link; empty where everything is shown. */
export function printViewState(state: ViewState): string {
  const parameters = new URLSearchParams();
  for (const persona of state.personas) parameters.append("persona", persona);
  if (state.capability !== "") parameters.append("capability", state.capability);
  if (state.text !== "") parameters.append("text", state.text);
  if (state.onlyProblems) parameters.append("only", "problems");
  for (const group of state.opened) parameters.append("open", group);
  for (const group of state.closed) parameters.append("close", group);
  if (state.selected !== undefined) {
    parameters.append("who", state.selected.persona);
    parameters.append("at", state.selected.place);
    if (state.selected.capability !== undefined)
      parameters.append("may", state.selected.capability);
  }
  if (state.question !== undefined) {
    parameters.append("can", state.question.capability);
    parameters.append("where", state.question.place);
  }
  return parameters.toString();
}

/** Undefined where it is no state, but the name of a part of the page. */
export function readViewState(text: string): ViewState | undefined {
  if (text !== "" && !text.includes("=")) return undefined;
  const parameters = new URLSearchParams(text);
  const [who, at] = [parameters.get("who"), parameters.get("at")];
  const [can, where] = [parameters.get("can"), parameters.get("where")];
  return {
    personas: parameters.getAll("persona"),
    capability: parameters.get("capability") ?? "",
    text: parameters.get("text") ?? "",
    onlyProblems: parameters.get("only") === "problems",
    opened: parameters.getAll("open"),
    closed: parameters.getAll("close"),
    ...(who === null || at === null
      ? {}
      : { selected: { persona: who, place: at, capability: parameters.get("may") ?? undefined } }),
    ...(can === null || where === null ? {} : { question: { capability: can, place: where } }),
  };
}
