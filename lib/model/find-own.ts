/** An entry by its name, and never what every object has, such as `constructor`. */
export function findOwn<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
