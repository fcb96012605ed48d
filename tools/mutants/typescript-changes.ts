import ts from "typescript";
import type {Change} from "./mutant.ts";
import {isSql, nextNumber, sqlChanges} from "./sql-changes.ts";

const kinds = ts.SyntaxKind;

const boundaries = new Map<ts.SyntaxKind, string>([
  [kinds.LessThanToken, "<="],
  [kinds.LessThanEqualsToken, "<"],
  [kinds.GreaterThanToken, ">="],
  [kinds.GreaterThanEqualsToken, ">"]
]);
const opposites = new Map<ts.SyntaxKind, string>([
  [kinds.LessThanToken, ">="],
  [kinds.LessThanEqualsToken, ">"],
  [kinds.GreaterThanToken, "<="],
  [kinds.GreaterThanEqualsToken, "<"],
  [kinds.EqualsEqualsEqualsToken, "!=="],
  [kinds.ExclamationEqualsEqualsToken, "==="]
]);
const arithmetic = new Map<ts.SyntaxKind, string>([
  [kinds.PlusToken, "-"],
  [kinds.MinusToken, "+"],
  [kinds.AsteriskToken, "/"],
  [kinds.SlashToken, "*"],
  [kinds.PercentToken, "*"],
  [kinds.AsteriskAsteriskToken, "*"],
  [kinds.AmpersandToken, "|"],
  [kinds.BarToken, "&"],
  [kinds.PlusEqualsToken, "-="],
  [kinds.MinusEqualsToken, "+="],
  [kinds.AsteriskEqualsToken, "/="],
  [kinds.SlashEqualsToken, "*="]
]);
const logic = new Map<ts.SyntaxKind, string>([
  [kinds.AmpersandAmpersandToken, "||"],
  [kinds.BarBarToken, "&&"]
]);
const methods: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  startsWith: "endsWith",
  endsWith: "startsWith",
  toLowerCase: "toUpperCase",
  toUpperCase: "toLowerCase"
};
/** Methods that return the type on which they are called, so that the call can be removed. */
const leftOut = new Set([
  "filter",
  "sort",
  "toSorted",
  "reverse",
  "toReversed",
  "slice",
  "trim",
  "trimEnd",
  "trimStart"
]);

/** Properties and calls with texts for people, whose wording tests need not check. */
const prose = /^(?:advice|description|label|hint|title|message|text|note|name|facts|log|update|finish|write)$/;

/** The changes of a TypeScript module that a test of its behaviour should detect. */
export function typescriptChanges(text: string, file: string): Change[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (isUnobservable(node, source)) return;
    for (const [operator, replaced, replacement] of changesOf(node, source))
      changes.push({operator, start: replaced.getStart(source), end: replaced.getEnd(), replacement});
    changes.push(...templateChanges(node, source), ...regexpChanges(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes;
}

type NodeChange = readonly [operator: string, replaced: ts.Node, replacement: string];

function changesOf(node: ts.Node, source: ts.SourceFile): NodeChange[] {
  const text = (one: ts.Node) => one.getText(source);
  if (ts.isBinaryExpression(node)) return binaryChanges(node, text);
  if (ts.isPrefixUnaryExpression(node)) {
    const removable = node.operator === kinds.ExclamationToken || node.operator === kinds.MinusToken;
    return removable ? [["negation", node, `(${text(node.operand)})`]] : [];
  }
  if (ts.isNumericLiteral(node)) return [["number", node, nextNumber(node.text)]];
  if (node.kind === kinds.TrueKeyword) return [["boolean", node, "false"]];
  if (node.kind === kinds.FalseKeyword) return [["boolean", node, "true"]];
  if (ts.isStringLiteral(node)) return stringChanges(node, source);
  if (ts.isIfStatement(node)) return (["true", "false"] as const).map((to) => ["condition", node.expression, to]);
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].map((branch) => ["condition", node, `(${text(branch)})`]);
  if (ts.isReturnStatement(node) && node.expression) return [["return", node, "return undefined as never;"]];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return [["return", node.body, "(undefined as never)"]];
  if (ts.isExpressionStatement(node)) return isPlainStatement(node) ? [["statement", node, ";"]] : [];
  if (ts.isContinueStatement(node)) return [["statement", node, ";"]];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node)) return [["array", node, "[]"]];
  if (ts.isSpreadAssignment(node)) return [["spread", node, "...{}"]];
  if (ts.isCallExpression(node)) return callChanges(node, text);
  return [];
}

function binaryChanges(node: ts.BinaryExpression, text: (one: ts.Node) => string): NodeChange[] {
  const {left, operatorToken: token, right} = node;
  const {kind} = token;
  if (kind === kinds.QuestionQuestionToken) return [["default", node, `(${text(left)})!`]];
  const joinsTexts = [kinds.PlusToken, kinds.PlusEqualsToken].includes(kind) && [left, right].some(isText);
  return [
    ["boundary", boundaries],
    ["negation", opposites],
    ["arithmetic", joinsTexts ? new Map<ts.SyntaxKind, string>() : arithmetic],
    ["logic", logic]
  ].flatMap(([operator, table]) => {
    const other = (table as ReadonlyMap<ts.SyntaxKind, string>).get(kind);
    return other === undefined ? [] : [[operator as string, token, other] as const];
  });
}

function callChanges(node: ts.CallExpression, text: (one: ts.Node) => string): NodeChange[] {
  const {expression: called} = node;
  if (!ts.isPropertyAccessExpression(called)) return [];
  const name = called.name.text;
  if (leftOut.has(name) && !called.questionDotToken) return [["method", node, text(called.expression)]];
  const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return other === undefined ? [] : [["method", called.name, other]];
}

function stringChanges(node: ts.StringLiteral, source: ts.SourceFile): NodeChange[] {
  const {parent} = node;
  if (isSql(node.text)) return [];
  const isName =
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) ||
    ts.isLiteralTypeNode(parent);
  return isName || isProse(node, source) ? [] : [["string", node, node.text === "" ? '"mutant"' : '""']];
}

/** Changes of a template: those of SQL if it is SQL, otherwise an empty text. */
function templateChanges(node: ts.Node, source: ts.SourceFile): Change[] {
  if (ts.isStringLiteral(node) && isSql(node.text)) return sqlChanges(node.getText(source), node.getStart(source));
  if (!ts.isTemplateExpression(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return [];
  if (isProse(node, source)) return [];
  const whole = node.getText(source);
  if (!isSql(whole)) return [{operator: "string", start: node.getStart(source), end: node.getEnd(), replacement: '""'}];
  const parts = ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans.map(({literal}) => literal)] : [node];
  return parts.flatMap((part) => sqlChanges(part.getText(source), part.getStart(source)));
}

/** Removes anchors and flags of a regular expression. */
function regexpChanges(node: ts.Node, source: ts.SourceFile): Change[] {
  if (!ts.isRegularExpressionLiteral(node)) return [];
  const start = node.getStart(source);
  const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text)!;
  const without = (from: number, to: number): Change => ({
    operator: "pattern",
    start: start + from,
    end: start + to,
    replacement: ""
  });
  return [
    ...(body!.startsWith("^") && body!.length > 1 ? [without(1, 2)] : []),
    ...(body!.endsWith("$") && !body!.endsWith("\\$") ? [without(body!.length, body!.length + 1)] : []),
    ...(flags!.match(/[gi]/) ? [without(node.text.length - flags!.length, node.text.length)] : [])
  ];
}

/** Nodes that do not affect behaviour: types, imports, errors and messages to people. */
function isUnobservable(node: ts.Node, source: ts.SourceFile): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isThrowStatement(node) ||
    (ts.isExpressionStatement(node) && isTold(node.expression, source)) ||
    isCommand(node, source)
  );
}

/** Messages to people: `note("…")`, `progress.update(…)`, `process.stderr.write(…)`. */
function isTold(node: ts.Node, source: ts.SourceFile): boolean {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  return (
    ts.isCallExpression(call) &&
    /^(?:note|progress\??\.\w+|console\.\w+|process\.std(?:err|out)\.write)$/.test(call.expression.getText(source))
  );
}

/** Code that runs only when the module is started as a command, which unit tests do not do. */
function isCommand(node: ts.Node, source: ts.SourceFile): boolean {
  return ts.isIfStatement(node) && /process\.argv\[1\]/.test(node.expression.getText(source));
}

function isProse(node: ts.Node, source: ts.SourceFile): boolean {
  if (/(?:^|\/)[\w-]*words\.ts$/.test(source.fileName)) return true;
  for (let at = node; at.parent && !ts.isStatement(at); at = at.parent) {
    const {parent} = at;
    if (ts.isPropertyAssignment(parent) && parent.initializer === at && prose.test(parent.name.getText(source)))
      return true;
    if (ts.isNewExpression(parent) && /(?:Error|Progress)$/.test(parent.expression.getText(source))) return true;
    if (ts.isCallExpression(parent) && isTold(parent, source)) return true;
  }
  return false;
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** A statement whose removal leaves valid code: neither `super()` nor the definition of a new name. */
function isPlainStatement({expression}: ts.ExpressionStatement): boolean {
  const inner = ts.isAwaitExpression(expression) ? expression.expression : expression;
  return !(ts.isCallExpression(inner) && inner.expression.kind === kinds.SuperKeyword);
}

/** `[a, b] = …`: an array as the target of an assignment. */
function isTarget(node: ts.ArrayLiteralExpression): boolean {
  const {parent} = node;
  return ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === kinds.EqualsToken;
}
