import { type ViewState, printViewState, readViewState } from "../view/view-state";

type Listener = (state: ViewState) => void;

/** The view that the page's address says, kept with it both ways. */
export class PageState {
  #state: ViewState;
  readonly #listeners: Listener[] = [];

  constructor(initial: ViewState) {
    this.#state = readViewState(location.hash.slice(1)) ?? initial;
    addEventListener("hashchange", () => {
      const state = readViewState(location.hash.slice(1));
      if (state !== undefined && location.hash !== "") this.#set(state);
    });
  }

  get current(): ViewState {
    return this.#state;
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Changes the view and the address; the way back is the browser's only for what is worth going back to. */
  change(part: Partial<ViewState>): void {
    this.#set({ ...this.#state, ...part });
    const hash = printViewState(this.#state);
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : `#${hash}`);
  }

  #set(state: ViewState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
