import type { ReportData } from "../data/report-data";
import { h } from "../element/element";
import { placesFor, whoCan } from "../view/who-can";
import type { PageState } from "./page-state";
import { byId, byIdAs, replaceContent } from "./to-dom";

/** The question the other way round: a capability and a place, and who can. */
export function connectWhoCan(data: ReportData, state: PageState): void {
  const capability = byIdAs("can-capability", HTMLSelectElement);
  const place = byIdAs("can-place", HTMLSelectElement);
  const answer = byId("can-answer");
  let listed = "";

  const listPlaces = (): void => {
    if (listed === capability.value) return;
    listed = capability.value;
    const groups = placesFor(data, capability.value).map(({ group, rows }) =>
      h(
        "optgroup",
        { label: group.title },
        rows.map((row) => h("option", { value: row.key }, row.words)),
      ),
    );
    replaceContent(place, groups);
  };
  const show = (): void => {
    const { question } = state.current;
    if (question !== undefined) capability.value = question.capability;
    listPlaces();
    if (question !== undefined) place.value = question.place;
    const asked = { capability: capability.value, place: place.value };
    replaceContent(answer, [whoCan(data, asked)]);
  };
  const ask = (): void => {
    listPlaces();
    state.change({ question: { capability: capability.value, place: place.value } });
  };
  capability.addEventListener("change", ask);
  place.addEventListener("change", ask);
  answer.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const persona = data.personas[Number(button?.dataset["who"] ?? -1)];
    const at = button?.dataset["at"];
    if (persona !== undefined && at !== undefined)
      state.change({ selected: { persona: persona.name, place: at } });
  });
  state.onChange(show);
  show();
}
