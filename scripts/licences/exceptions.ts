/**
 * Packages whose licence field says nothing that a program can judge, each read by a person.
 * Keyed by exact version, so that a new version is read again.
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "jsonify@0.0.1":
    'field "Public Domain"; its README says the same, and the code is Crockford\'s public-domain json2',
};
