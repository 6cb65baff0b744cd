/** HTTP/2's windows of 64 KiB would make the 30 MB of the AWS provider's schema a walk of many small steps. */
export const WINDOW = 64 * 1024 * 1024;
