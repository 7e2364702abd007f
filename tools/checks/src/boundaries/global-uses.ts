import ts from 'typescript';
import { lineOf } from './source-file.ts';

/** Globals that bring in time, randomness, the environment or the network (style.md 21). */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'fetch',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'crypto',
  'console',
  'globalThis',
  'global',
  'navigator',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'eval',
]);

/** Members of otherwise pure globals. */
const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set([
  'Date.now',
  'Math.random',
  'Temporal.Now',
  'AbortSignal.timeout',
]);

export interface GlobalUse {
  /** As written, for example `Date.now`. */
  readonly name: string;
  readonly line: number;
}

/** Every use of a forbidden global in a file. A name that the file declares around its use is no global. */
export function globalUses(file: ts.SourceFile): GlobalUse[] {
  const uses: GlobalUse[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return; // `typeof fetch` as a type asks for nothing
    const name = useOf(node);
    if (name !== undefined) uses.push({ name, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

function useOf(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || !isValue(node) || isDeclared(node)) return undefined;
  if (FORBIDDEN.has(node.text)) return node.text;
  if (node.text === 'Date' && isPresentDate(node)) return 'Date without an argument';
  const member = memberOf(node);
  return member !== undefined && FORBIDDEN_MEMBERS.has(member) ? member : undefined;
}

/** Whether the identifier stands for a value here, and is not the name of a member or of what is being declared. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  return !('name' in parent && parent.name === node);
}

/** `new Date()` and `Date()`: now. */
function isPresentDate(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression === node && !parent.arguments?.length;
  return ts.isCallExpression(parent) && parent.expression === node;
}

/** `Math.random` for `Math`, also where it is taken apart: `const { random } = Math`, `Math['random']`. */
function memberOf(node: ts.Identifier): string | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return `${node.text}.${parent.name.text}`;
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    const { argumentExpression: member } = parent;
    return ts.isStringLiteralLike(member) ? `${node.text}.${member.text}` : undefined;
  }
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) {
    const taken = parent.name.elements.map(({ propertyName, name }) =>
      (propertyName ?? name).getText(),
    );
    return taken.map((member) => `${node.text}.${member}`).find((m) => FORBIDDEN_MEMBERS.has(m));
  }
  return undefined;
}

/** Whether a parameter, variable, function, class or import of this name is in scope. */
function isDeclared(node: ts.Identifier): boolean {
  for (let scope: ts.Node = node.parent; scope; scope = scope.parent) {
    if (declarationsOf(scope).some((name) => bindsName(name, node.text))) return true;
  }
  return false;
}

function declarationsOf(scope: ts.Node): readonly (ts.BindingName | undefined)[] {
  if (ts.isFunctionLike(scope)) return scope.parameters.map(({ name }) => name);
  if (ts.isCatchClause(scope)) return [scope.variableDeclaration?.name];
  if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    const { initializer } = scope;
    return initializer && ts.isVariableDeclarationList(initializer)
      ? initializer.declarations.map(({ name }) => name)
      : [];
  }
  const isBlock = ts.isBlock(scope) || ts.isSourceFile(scope) || ts.isCaseOrDefaultClause(scope);
  return isBlock ? scope.statements.flatMap(namesOf) : [];
}

function namesOf(statement: ts.Statement): readonly (ts.BindingName | undefined)[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name);
  }
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return [statement.name];
  }
  if (!ts.isImportDeclaration(statement)) return [];
  const { name, namedBindings } = statement.importClause ?? {};
  if (!namedBindings) return [name];
  if (ts.isNamespaceImport(namedBindings)) return [name, namedBindings.name];
  return [name, ...namedBindings.elements.map((element) => element.name)];
}

function bindsName(binding: ts.BindingName | undefined, name: string): boolean {
  if (!binding) return false;
  if (ts.isIdentifier(binding)) return binding.text === name;
  return binding.elements.some(
    (element) => ts.isBindingElement(element) && bindsName(element.name, name),
  );
}
