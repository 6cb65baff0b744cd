import { isIPv4, isIPv6 } from "node:net";

/** Bytes of an IPv4 (4) or IPv6 (16) address. */
type Address = readonly number[];

export interface IpRange {
  readonly address: Address;
  readonly prefix: number;
}

/**
 * `203.0.113.0/24`, `2001:DB8::/32`, or a single address.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function readIpRange(text: string): IpRange | undefined {
  const [host = "", length, ...rest] = text.trim().split("/");
  const address = readAddress(host);
  if (address === undefined || rest.length > 0) return undefined;
  const most = address.length * 8;
  if (length === undefined) return { address, prefix: most };
  if (!/^\d{1,3}$/.test(length) || Number(length) > most) return undefined;
  return { address, prefix: Number(length) };
}

/** Whether `inner` lies wholly within `outer`; addresses of different versions never do. */
export function ipRangeHolds(outer: IpRange, inner: IpRange): boolean {
  if (outer.address.length !== inner.address.length || inner.prefix < outer.prefix) return false;
  for (let bit = 0; bit < outer.prefix; bit += 8) {
    const mask = 0xff << Math.max(0, 8 - (outer.prefix - bit));
    const index = bit / 8;
    if ((((outer.address[index] ?? 0) ^ (inner.address[index] ?? 0)) & mask & 0xff) !== 0)
      return false;
  }
  return true;
}

/** The IPv4 address within one such as `::ffff:203.0.113.7`. */
export function mappedIpv4({ address, prefix }: IpRange): IpRange | undefined {
  const mapped =
    address.length === 16 &&
    prefix >= 96 &&
    address.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff));
  return mapped ? { address: address.slice(12), prefix: prefix - 96 } : undefined;
}

function readAddress(text: string): Address | undefined {
  if (isIPv4(text)) return text.split(".").map(Number);
  if (!isIPv6(text) || text.includes("%")) return undefined;
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const plain =
    dotted === null ? text : `${dotted[1] ?? ""}${hexOf(dotted, 2)}:${hexOf(dotted, 4)}`;
  const [left = "", right] = plain.split("::");
  const head = groupsOf(left);
  const tail = right === undefined ? [] : groupsOf(right);
  const gap = new Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0);
  return [...head, ...gap, ...tail].flatMap((group) => [group >> 8, group & 0xff]);
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

function hexOf(dotted: RegExpExecArray, from: number): string {
  return (Number(dotted[from]) * 256 + Number(dotted[from + 1])).toString(16);
}
