import type { Platform } from "../../../model/platform";
import type { Finding } from "../../prove/proof";
import type { Subject } from "../access-matrix";

/** Where the config describes a subject's persona, if it does. */
export function configOf({ personas }: Platform, { persona }: Subject): Pick<Finding, "config"> {
  return personas.some(({ name }) => (name as string) === persona)
    ? { config: ["personas", persona] }
    : {};
}
