import { byId } from "./to-dom";

const CHOICES = ["auto", "light", "dark"] as const;
type Choice = (typeof CHOICES)[number];

const WORDS: Readonly<Record<Choice, string>> = {
  auto: "as the system has them",
  light: "light",
  dark: "dark",
};

/** Colours by the system's wish, until the reader chooses. */
export function connectTheme(): void {
  const button = byId("theme");
  let choice = remembered();
  const show = (): void => {
    if (choice === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    button.textContent = `Colours: ${choice}`;
    button.setAttribute("aria-label", `Colours: ${WORDS[choice]}`);
  };
  button.addEventListener("click", () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? "auto";
    remember(choice);
    show();
  });
  show();
}

const KEY = "gatehouse-theme";

function remembered(): Choice {
  try {
    return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    // Some browsers keep nothing for files.
    return "auto";
  }
}

function remember(choice: Choice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Then it holds for this page alone.
  }
}
