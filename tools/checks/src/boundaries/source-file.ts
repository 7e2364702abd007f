import ts from 'typescript';

/** One import, re-export or dynamic import of a file. */
export interface Import {
  readonly specifier: string;
  /**
   * Gone at run time: `import type`, `export type`. An import of nothing but `type` names is not: verbatimModuleSyntax
   * keeps `import {} from`, which loads the module.
   */
  readonly isTypeOnly: boolean;
  /** Imported names, as the other module calls them; `*` for all. */
  readonly names: readonly string[];
  readonly line: number;
}

/** A TypeScript file, parsed. */
export interface SourceFile {
  /** From the root. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly ast: ts.SourceFile;
}

/** Parses a file. Syntax errors are the compiler's to report. */
export function parseSource(path: string, text: string): SourceFile {
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: importsOf(ast),
    ast,
  };
}

export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function importsOf(ast: ts.SourceFile): Import[] {
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) imports.push(found);
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return imports;
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    return toImport(node.moduleSpecifier, ...importedNames(node.importClause));
  }
  if (ts.isExportDeclaration(node)) {
    return toImport(node.moduleSpecifier, ...exportedNames(node));
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return toImport(node.moduleReference.expression, node.isTypeOnly, ['*']);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return toImport(node.argument.literal, true, ['*']);
  }
  const isLoad = ts.isCallExpression(node) && isLoader(node.expression);
  return isLoad ? toImport(node.arguments[0], false, ['*']) : undefined;
}

/** `import(…)`, `require(…)` and `require.resolve(…)`. */
function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  const target = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  return ts.isIdentifier(target) && target.text === 'require';
}

function importedNames(clause: ts.ImportClause | undefined): [boolean, string[]] {
  if (!clause) return [false, []];
  const bindings = clause.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  const names = named.map(nameOf);
  if (clause.name) names.push('default');
  if (bindings && ts.isNamespaceImport(bindings)) names.push('*');
  const isTypeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return [isTypeOnly, names];
}

function exportedNames(node: ts.ExportDeclaration): [boolean, string[]] {
  const clause = node.exportClause;
  if (!clause || !ts.isNamedExports(clause)) return [node.isTypeOnly, ['*']];
  return [node.isTypeOnly, clause.elements.map(nameOf)];
}

function nameOf({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

function toImport(
  module: ts.Node | undefined,
  isTypeOnly: boolean,
  names: readonly string[],
): Import | undefined {
  if (!module) return undefined;
  const specifier = ts.isStringLiteralLike(module) ? module.text : COMPUTED;
  return { specifier, isTypeOnly, names, line: lineOf(module) };
}

/** Stands for a specifier that is only known at run time. */
export const COMPUTED = '(computed)';
