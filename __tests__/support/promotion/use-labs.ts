import { type LabStack, PromotionLab, type Rules, wavePlatform } from "./promotion-lab";

const ACCOUNTS = { a: "dev", b: "dev", p: "prod" };
/** One stack in each wave, and two in dev. */
export const STACKS: Readonly<Record<string, LabStack>> = {
  tooling: {},
  "target-a": {},
  "target-b": {},
  "target-p": {},
  "pipeline-x": { dependencies: ["tooling", "target-a", "target-p"] },
};

type OpenLab = (stacks?: Readonly<Record<string, LabStack>>, rules?: Rules) => PromotionLab;

/** Opens labs, and removes them after each test. */
export function useLabs(): OpenLab {
  const labs: PromotionLab[] = [];
  afterEach(() => {
    for (const each of labs.splice(0)) each.remove();
  });
  return (stacks = STACKS, rules = {}) => {
    const lab = new PromotionLab(wavePlatform(ACCOUNTS, { rules }));
    labs.push(lab);
    lab.write(stacks);
    return lab;
  };
}
