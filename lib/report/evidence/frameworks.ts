import type { Framework } from "./control";
import { CIS_AWS_FOUNDATIONS } from "./controls/cis-aws-foundations";
import { ISO_27001 } from "./controls/iso-27001";
import { NIST_800_53 } from "./controls/nist-800-53";
import { SOC2 } from "./controls/soc2";

export const FRAMEWORKS: readonly Framework[] = [CIS_AWS_FOUNDATIONS, SOC2, ISO_27001, NIST_800_53];
