import ts from "typescript";

/** Words for a reader that a module holds itself. */
export interface Finding {
  /** From 1 on. */
  line: number;
  text: string;
}

/** Attributes whose values are read out or shown. */
const spokenAttributes = /^(aria-(label|description|roledescription|valuetext)|alt|data-label|placeholder|title)$/;

/** Properties of elements, options and columns whose values are shown. */
const shownProperties =
  /^(alt|ariaLabel|caption|description|hint|howToRead|innerHTML|innerText|label|placeholder|summary|text|textContent|title|tooltip)$/;

/** Functions and constructors whose texts are shown. */
const shownArguments = /^(after|append|before|createTextNode|Option|prepend|replaceChildren|text|textNode)$/;

/** Functions whose texts are selectors, names and keys. */
const technicalArguments =
  /^(add|attr|closest|contains|includes|isNamed|matches|querySelector|querySelectorAll|remove|setAttribute|toggle)$/;

/** Functions whose texts go to the terminal of whoever runs a command. */
const terminalArguments = /^(log|steps|process\.std(out|err)\.write)$/;

/** Properties whose texts are class names, live values, and the help of a command. */
const technicalProperties = /^(about|class|className|help|kind|references|type)$/;

/** Properties of a pass over HTML, which the message of a failing build repeats. */
const passProperties = /^(name|expects|expectsInSite|lookAt)$/;

/** SQL has its key words in capitals, which no sentence has. */
const sql =
  /\b(AS|CASE|COPY|CREATE|DESCRIBE|DISTINCT|FROM|GROUP BY|IN|JOIN|LIMIT|ORDER BY|OVER|RECURSIVE|SELECT|SET|UNION|WHEN|WHERE)\b/;

const script = /=>|;\s*$|^\s*(export|import)\b.*;/s;

const selector = /^[.#[]/;

/** A word as sentences have it: small letters, perhaps after a capital, and perhaps a sign at the end. */
const word = /^[“‘"(]?\p{Lu}?\p{Ll}*([’'](\p{Ll}+)?)?[.,;!?…)”’"]*$/u;

/** Stands for what is put into a template. */
const hole = "\u0000";

/**
 * The words for a reader of the site in a TypeScript module: what only the module's own language can say.
 *
 * Three nets, each with its own mesh:
 * - templates of HTML: text between tags, and attributes that are read out; one letter is enough;
 * - what is given to something that shows it (`textContent`, `label`, `append`, …); one letter is enough;
 * - all other strings: two words in a row, one with a capital letter alone, and the name of a locale.
 *
 * What is thrown, or given to an error, is for the caller of a function, and passes; so do SQL, selectors, class names,
 * keys that are compared, and what a command prints.
 */
export function readerWords(source: string, file = "module.ts"): Finding[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Finding[] = [];
  const visit = (node: ts.Node, inTag: boolean): void => {
    if (passes(node)) return;
    if (!isText(node)) {
      ts.forEachChild(node, (child) => visit(child, inTag));
      return;
    }
    const parts = partsOf(node);
    const markup = isMarkup(node, parts);
    const words = markup ? wordsInMarkup(parts, inTag) : wordsIn(node, parts);
    if (words !== "")
      found.push({
        line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        text: words.replaceAll(hole, "…").replace(/\s+/g, " ").trim()
      });
    if (!ts.isTemplateExpression(node)) return;
    const within = holesInTags(parts, inTag);
    node.templateSpans.forEach(({expression}, i) => visit(expression, markup && within[i]!));
  };
  visit(tree, false);
  return found;
}

type TextNode = ts.StringLiteralLike | ts.TemplateExpression;

function isText(node: ts.Node): node is TextNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** The written parts of a string or template, between which values are put. */
function partsOf(node: TextNode): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return [node.head.text, ...node.templateSpans.map(({literal}) => literal.text)];
}

/** What cannot hold words for a reader of the site, with all below it. */
function passes(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (ts.isThrowStatement(node)) return true;
  if (ts.isNewExpression(node)) return /(Error|DataProblem|RegExp|URL)$/.test(node.expression.getText());
  if (ts.isCallExpression(node))
    return node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "defineCommand";
  return (
    ts.isPropertyAssignment(node) &&
    passProperties.test(nameOf(node.name)) &&
    ts.isVariableDeclaration(node.parent.parent) &&
    node.parent.parent.type?.getText() === "Pass"
  );
}

function isMarkup(node: TextNode, parts: readonly string[]): boolean {
  if (ts.isTaggedTemplateExpression(node.parent)) return node.parent.tag.getText() === "html";
  return /<\/?[a-z][\w-]*[\s>]/.test(parts.join(hole)) || beginsInTag(parts);
}

/** Whether markup begins with an attribute, as what is put into a tag does. */
function beginsInTag(parts: readonly string[]): boolean {
  return /^\s+[\w-]+="/.test(parts.join(hole));
}

/** Text between tags and in attributes that are read out; empty without a letter. */
function wordsInMarkup(parts: readonly string[], inTag: boolean): string {
  const whole = parts.join(hole).replace(/<(script|style|svg)\b.*?(<\/\1>|$)/gs, "");
  const markup = inTag || beginsInTag(parts) ? `<x ${whole}` : whole;
  const attributes = Array.from(markup.matchAll(/([\w-]+)="([^"]*)"/g)).filter(([, name]) =>
    spokenAttributes.test(name!)
  );
  const texts = markup.replace(/<[^>]*(>|$)/g, "\n").split("\n");
  return [...attributes.map(([, , value]) => value!), ...texts].filter(hasLetters).join(" | ");
}

/** For each value that is put into a template, whether it stands within a tag. */
function holesInTags(parts: readonly string[], inTag: boolean): boolean[] {
  let within = inTag;
  return parts.slice(0, -1).map((part) => {
    const [open, close] = [part.lastIndexOf("<"), part.lastIndexOf(">")];
    if (open !== close) within = open > close;
    return within;
  });
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text.replace(/&#?\w+;/g, ""));
}

/** The words of a text that is no markup. */
function wordsIn(node: TextNode, parts: readonly string[]): string {
  const text = parts.join(hole);
  return (isShown(node) && hasLetters(text)) || (readsAsWords(text) && !isTechnical(node)) ? text : "";
}

/** Whether a text, alone or as one of the values of an expression, goes where it is shown. */
function isShown(node: TextNode): boolean {
  const {value, parent} = outermost(node);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return ts.isPropertyAccessExpression(parent.left) && shownProperties.test(parent.left.name.text);
  if (ts.isPropertyAssignment(parent))
    return (
      parent.name !== value && (shownProperties.test(nameOf(parent.name)) || spokenAttributes.test(nameOf(parent.name)))
    );
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  if (setsSpokenAttribute(parent)) return !(ts.isStringLiteralLike(value) && spokenAttributes.test(value.text));
  const called = calledName(parent);
  // The second argument of an option is its value.
  if (called === "Option") return parent.arguments![0] === value;
  // Elements of drawings and rules of Markdown are added by their names.
  const isName = /^(after|append|before)$/.test(called) && /^[a-z]+\d?$/.test(partsOf(node).join(hole));
  return shownArguments.test(called) && !isName;
}

/** Whether a call such as `x.setAttribute("title", …)` or `setAttribute(x, "title", …)` sets what is read out. */
function setsSpokenAttribute(call: ts.CallExpression | ts.NewExpression): boolean {
  return (
    /^(attr|setAttribute)$/.test(calledName(call)) &&
    (call.arguments ?? []).some((one) => ts.isStringLiteralLike(one) && spokenAttributes.test(one.text))
  );
}

/** The expression of which a text may be the value, and what stands around it. */
function outermost(node: ts.Node): {value: ts.Node; parent: ts.Node} {
  let value = node;
  let {parent} = node;
  while (
    (ts.isConditionalExpression(parent) && parent.condition !== value) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    (ts.isBinaryExpression(parent) && /^(\+|\|\||&&|\?\?)$/.test(parent.operatorToken.getText()))
  ) {
    value = parent;
    ({parent} = parent);
  }
  return {value, parent};
}

function readsAsWords(text: string): boolean {
  if (/^[a-z]{2}[-_][A-Z]{2}$/.test(text)) return true;
  if (sql.test(text) || script.test(text) || selector.test(text)) return false;
  const tokens = text.trim().split(/\s+/);
  // A colon ends a word of a sentence, or names something in a style or a policy: there it is small.
  const words = tokens.filter((token) => word.test(token.replace(/^(\p{Lu}.*):$/u, "$1")) && /\p{L}/u.test(token));
  if (words.length >= 2) return words.length > tokens.length / 3;
  return /^\p{Lu}\p{Ll}+( \d+)?[.:…]?$/u.test(text.trim());
}

/** Whether a text stands where only code reads it. */
function isTechnical(node: TextNode): boolean {
  const {value, parent} = outermost(node);
  if (ts.isCaseClause(parent) || ts.isElementAccessExpression(parent)) return true;
  if (ts.isBinaryExpression(parent)) return /^([!=]==?|in|[<>]=?)$/.test(parent.operatorToken.getText());
  if (ts.isCallExpression(parent))
    return technicalArguments.test(calledName(parent)) || terminalArguments.test(parent.expression.getText());
  const list = ts.isArrayLiteralExpression(parent) ? parent.parent : parent;
  return ts.isPropertyAssignment(list) && (list.name === value || technicalProperties.test(nameOf(list.name)));
}

function calledName({expression}: ts.CallExpression | ts.NewExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteralLike(name) ? name.text : name.getText();
}
