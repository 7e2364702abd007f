import ts from 'typescript';
import type { Problem } from '../problem.ts';
import { lineOf, type SourceFile } from './source-file.ts';

const MAX_LINES = 300;
const MAX_INDEX_LINES = 40;

/** Files that have the wrong shape: too long, `export *`, a default export, logic in a package's index (style.md). */
export function shapeProblems(file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  const add = (message: string, node?: ts.Node) => {
    problems.push({ where: node ? `${file.path}:${lineOf(node)}` : file.path, message });
  };
  const isGenerated = file.path.endsWith('.generated.ts');
  if (file.lines > MAX_LINES && !isGenerated) add(`${file.lines} lines, more than ${MAX_LINES}`);
  for (const statement of file.ast.statements) {
    if (isStarExport(statement)) add('export *: name what is exported', statement);
    if (isDefaultExport(statement)) add('default export: give it a name', statement);
  }
  if (/^packages\/[^/]+\/src\/index\.ts$/.test(file.path)) {
    if (file.lines > MAX_INDEX_LINES) add(`${file.lines} lines, more than ${MAX_INDEX_LINES}`);
    const logic = file.ast.statements.find((statement) => !isReExport(statement));
    if (logic) add('an index only says what is exported', logic);
  }
  return problems;
}

function isStarExport(statement: ts.Statement): boolean {
  if (!ts.isExportDeclaration(statement)) return false;
  return !statement.exportClause || ts.isNamespaceExport(statement.exportClause);
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    const named = clause && ts.isNamedExports(clause) ? clause.elements : [];
    return named.some(({ name }) => name.text === 'default');
  }
  return ts.canHaveModifiers(statement)
    ? (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
    : false;
}

function isReExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}
