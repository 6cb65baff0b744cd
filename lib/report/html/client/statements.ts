import { h } from "../element/element";
import type { Panel } from "./panel";
import { toDom } from "./to-dom";

/** Makes a way from each statement that is blamed to its text. */
export function connectStatements(panel: Panel): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-evidence]")) {
    const button = toDom(h("button", { type: "button", class: "link" }, "Show the statement"));
    button.addEventListener("click", () => {
      if (button instanceof HTMLElement)
        panel.showStatement(Number(line.dataset["evidence"]), button);
    });
    line.append(button);
  }
}
