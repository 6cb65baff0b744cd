import { parse, stringify } from "yaml";
import { mergeFragment } from "./merge-fragment";
import { codeBlocksIn, textOf } from "./read-documents";

/** What a page shows of a config, as its first line says: `# platform.yaml`, `# platform.yaml: duty-conflict`. */
export interface Fragment {
  readonly file: string;
  readonly line: number;
  /** The config that it is written into. */
  readonly config: string;
  /** True for what stands in the config already. */
  readonly asShipped: boolean;
  /** The problems that it is to show. */
  readonly codes: readonly string[];
  readonly body: unknown;
}

const HEADER = /^# ((?:[\w-]+\/)*platform\.yaml)(, as shipped|: [a-z-]+(?:, [a-z-]+)*)?$/;

export function readFragments(file: string): Fragment[] {
  return codeBlocksIn(textOf(file)).flatMap(({ language, lines, line }): Fragment[] => {
    const [, config, remark = ""] = HEADER.exec(lines[0] ?? "") ?? [];
    if (language !== "yaml" || config === undefined) return [];
    const asShipped = remark === ", as shipped";
    const codes = remark.startsWith(": ") ? remark.slice(2).split(", ") : [];
    return [{ file, line, config, asShipped, codes, body: parse(lines.join("\n")) as unknown }];
  });
}

/** The config with the fragment in it. */
export function withFragment({ config, body }: Pick<Fragment, "config" | "body">): string {
  return stringify(mergeFragment(parse(textOf(config)), body));
}
