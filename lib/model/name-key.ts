/**
 * What two spellings of one name have in common. Directories and IAM compare without regard to case; an export may write
 * é as two characters where the config has one, and spaces around a name are nobody's intention.
 */
export function nameKey(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}
