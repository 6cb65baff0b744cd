import ts from "typescript";
import type { Dependency } from "./rules";

export interface Import {
  readonly specifier: string;
  readonly kind: Dependency;
  readonly line: number;
}

/** Every import of a file, in whatever form: import, export from, import(), require(), types. */
export function findImports(path: string, text: string): readonly Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = importAt(node);
    if (found !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      imports.push({ ...found, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

function importAt(node: ts.Node): Omit<Import, "line"> | undefined {
  if (ts.isImportDeclaration(node)) {
    return named(node.moduleSpecifier, erased(node.importClause) ? "type" : "value");
  }
  if (ts.isExportDeclaration(node)) {
    return named(node.moduleSpecifier, node.isTypeOnly ? "type" : "value");
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return named(node.moduleReference.expression, node.isTypeOnly ? "type" : "value");
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return named(node.argument.literal, "type");
  }
  if (!ts.isCallExpression(node)) return undefined;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return named(node.arguments[0], "dynamic");
  }
  return ts.isIdentifier(node.expression) && node.expression.text === "require"
    ? named(node.arguments[0], isWithinFunction(node) ? "dynamic" : "value")
    : undefined;
}

/** A `require` inside a function loads when it is called, as `import()` does. */
function isWithinFunction(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isFunctionLike) !== undefined;
}

/** Whether nothing of the import is left at run time. */
function erased(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  if (name !== undefined || namedBindings === undefined) return false;
  return ts.isNamedImports(namedBindings) && namedBindings.elements.every((e) => e.isTypeOnly);
}

function named(specifier: ts.Node | undefined, kind: Dependency): Omit<Import, "line"> | undefined {
  return specifier !== undefined && ts.isStringLiteralLike(specifier)
    ? { specifier: specifier.text, kind }
    : undefined;
}
