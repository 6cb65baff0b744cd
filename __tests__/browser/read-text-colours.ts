import type { Page } from "playwright-core";

export interface TextColour {
  readonly text: string;
  readonly front: string;
  readonly behind: string;
}

/** Every text that shows, with its colour and the colour that is painted behind it. */
export function readTextColours(page: Page): Promise<TextColour[]> {
  return page.evaluate<TextColour[]>(SCRIPT);
}

/** Runs in the page. */
const SCRIPT = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    const isSvg = element.closest("svg") !== null;
    if (text === "" || isSvg || element.closest(".hidden, .skip, script, style, option") !== null)
      continue;
    if (!element.checkVisibility()) continue;
    let behind = element;
    while (behind !== null && /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(behind).backgroundColor))
      behind = behind.parentElement;
    found.push({
      text,
      front: getComputedStyle(element).color,
      behind: behind === null ? "rgb(255, 255, 255)" : getComputedStyle(behind).backgroundColor,
    });
  }
  return found;
})()`;
