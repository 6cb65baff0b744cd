import { PlaceNames } from "../data/place-names";
import type { ReportData } from "../data/report-data";
import type { Element as PageElement } from "../element/element";
import { evidencePanel, evidenceTitle } from "../view/evidence-panel";
import { policyText, statementView } from "../view/statement-view";
import type { ViewState } from "../view/view-state";
import { findRow } from "../view/who-can";
import type { PageState } from "./page-state";
import { byId, replaceContent, toDom } from "./to-dom";

/** The panel beside the page: the evidence of a square, or a statement within its policy. */
export class Panel {
  readonly #panel = byId("panel");
  readonly #title = byId("panel-title");
  readonly #body = byId("panel-body");
  #names = new PlaceNames([]);
  #shown = NOTHING;
  /** What had the focus before. */
  #opener: HTMLElement | undefined;

  constructor(
    private readonly data: ReportData,
    private readonly state: PageState,
    private readonly focusGrid: () => void,
  ) {
    byId("panel-close").addEventListener("click", () => {
      this.close();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.#panel.hidden) this.close();
    });
    // The event doesn't bubble, but it can be caught on its way down.
    this.#body.addEventListener("toggle", (event) => this.#fill(event.target), true);
    state.onChange((view) => {
      this.#show(view);
    });
    this.#show(state.current);
  }

  showStatement(number: number, opener: HTMLElement): void {
    this.#opener = opener;
    this.#names = new PlaceNames([]);
    this.#open("A statement, and its policy", [
      statementView(this.data, number, this.#names, true),
    ]);
    for (const whole of this.#body.querySelectorAll<HTMLDetailsElement>(".whole"))
      whole.open = true;
  }

  close(): void {
    this.#hide();
    this.#shown = NOTHING;
    const opener = this.#opener;
    this.#opener = undefined;
    if (this.state.current.selected !== undefined) this.state.change({ selected: undefined });
    if (opener === undefined) this.focusGrid();
    else opener.focus();
  }

  #show({ selected }: ViewState): void {
    const key = JSON.stringify(selected ?? "");
    if (key === this.#shown) return;
    this.#shown = key;
    const row = selected && findRow(this.data, selected.place);
    const persona = this.data.personas.findIndex(({ name }) => name === selected?.persona);
    if (row === undefined || persona < 0) {
      this.#hide();
      return;
    }
    this.#opener = undefined;
    this.#names = new PlaceNames(row.names);
    this.#open(
      evidenceTitle(this.data, row, persona),
      evidencePanel(this.data, row, persona, selected?.capability),
    );
  }

  #hide(): void {
    this.#panel.hidden = true;
    document.body.classList.remove("with-panel");
  }

  #open(title: string, content: readonly PageElement[]): void {
    this.#title.textContent = title;
    replaceContent(this.#body, content);
    this.#panel.hidden = false;
    document.body.classList.add("with-panel");
    this.#panel.scrollTop = 0;
    this.#title.focus();
  }

  /** A policy is long: it is written when somebody opens it. */
  #fill(target: EventTarget | null): void {
    if (!(target instanceof HTMLDetailsElement) || !target.open || target.childElementCount > 1)
      return;
    const number = target.dataset["statement"];
    if (number === undefined) return;
    target.append(toDom(policyText(this.data, Number(number), this.#names)));
    target.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  }
}

const NOTHING = JSON.stringify("");
