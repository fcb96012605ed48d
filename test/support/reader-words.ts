import ts from "typescript";

/** Words for readers that a module itself contains. */
export interface Finding {
  /** Line in the module, from 1. */
  line: number;
  text: string;
}

/** Attributes whose values are read aloud or shown. */
const spokenAttributes = /^(aria-(label|description|roledescription|valuetext)|alt|data-label|placeholder|title)$/;

/** Properties of elements, options and columns whose values are shown. */
const shownProperties =
  /^(alt|ariaLabel|caption|description|hint|howToRead|innerHTML|innerText|label|placeholder|summary|text|textContent|title|tooltip)$/;

/** Functions and constructors whose text arguments are shown. */
const shownArguments = /^(after|append|before|createTextNode|Option|prepend|replaceChildren|text|textNode)$/;

/** Functions whose text arguments are selectors, names and keys. */
const technicalArguments =
  /^(add|attr|closest|contains|includes|isNamed|matches|querySelector|querySelectorAll|remove|setAttribute|toggle)$/;

/** Functions whose text arguments are printed on the terminal. */
const terminalArguments = /^(log|steps|process\.std(out|err)\.write)$/;

/** Properties whose texts are class names, references to live values, and the help of a command. */
const technicalProperties = /^(about|class|className|help|kind|references|type)$/;

/** Properties of a pass over HTML, which appear in error messages of a build. */
const passProperties = /^(name|expects|expectsInSite|lookAt)$/;

/** SQL writes its keywords in capitals, which sentences do not. */
const sql =
  /\b(AS|CASE|COPY|CREATE|DESCRIBE|DISTINCT|FROM|GROUP BY|IN|JOIN|LIMIT|ORDER BY|OVER|RECURSIVE|SELECT|SET|UNION|WHEN|WHERE)\b/;

const script = /=>|;\s*$|^\s*(export|import)\b.*;/s;

const selector = /^[.#[]/;

/** A word as in a sentence: lower case, perhaps with an initial capital and punctuation. */
const word = /^[“‘"(]?\p{Lu}?\p{Ll}*([’'](\p{Ll}+)?)?[.,;!?…)”’"]*$/u;

/** Stands for a value inserted into a template. */
const hole = "\u0000";

/**
 * Finds words for readers of the site in a TypeScript module, which a translation would miss.
 *
 * It searches three kinds of text:
 * - templates of HTML: text between tags, and attributes that are read aloud; a single letter counts
 * - texts given to something that shows them (`textContent`, `label`, `append`, …); a single letter counts
 * - all other strings: two words in a row, a single capitalised word, or the name of a locale
 *
 * It skips errors, which address the caller of a function, as well as SQL, selectors, class names, keys in comparisons,
 * and what a command prints.
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

/** The literal parts of a string or template, between the inserted values. */
function partsOf(node: TextNode): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return [node.head.text, ...node.templateSpans.map(({literal}) => literal.text)];
}

/** Whether a node and everything below it cannot contain words for readers of the site. */
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

/** Whether markup starts with an attribute, like a text to be inserted into a tag. */
function beginsInTag(parts: readonly string[]): boolean {
  return /^\s+[\w-]+="/.test(parts.join(hole));
}

/** Text between tags and in attributes that are read aloud; empty if it contains no letter. */
function wordsInMarkup(parts: readonly string[], inTag: boolean): string {
  const whole = parts.join(hole).replace(/<(script|style|svg)\b.*?(<\/\1>|$)/gs, "");
  const markup = inTag || beginsInTag(parts) ? `<x ${whole}` : whole;
  const attributes = Array.from(markup.matchAll(/([\w-]+)="([^"]*)"/g)).filter(([, name]) =>
    spokenAttributes.test(name!)
  );
  const texts = markup.replace(/<[^>]*(>|$)/g, "\n").split("\n");
  return [...attributes.map(([, , value]) => value!), ...texts].filter(hasLetters).join(" | ");
}

/** For each value inserted into a template, whether it stands inside a tag. */
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

/** The words of a text that is not markup. */
function wordsIn(node: TextNode, parts: readonly string[]): string {
  const text = parts.join(hole);
  return (isShown(node) && hasLetters(text)) || (readsAsWords(text) && !isTechnical(node)) ? text : "";
}

/** Whether a text, alone or as a possible value of an expression, goes to something that shows it. */
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
  // Calls of this name also add elements to drawings and rules to Markdown, by name.
  const isName = /^(after|append|before)$/.test(called) && /^[a-z]+\d?$/.test(partsOf(node).join(hole));
  return shownArguments.test(called) && !isName;
}

/**
 * Whether a call such as `x.setAttribute("title", …)` or `setAttribute(x, "title", …)` sets an attribute that is read
 * aloud.
 */
function setsSpokenAttribute(call: ts.CallExpression | ts.NewExpression): boolean {
  return (
    /^(attr|setAttribute)$/.test(calledName(call)) &&
    (call.arguments ?? []).some((one) => ts.isStringLiteralLike(one) && spokenAttributes.test(one.text))
  );
}

/** The expression whose value may be the text, and its parent. */
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
  // A word before a colon counts if it is capitalised; in lower case it may be a name in a style or a policy.
  const words = tokens.filter((token) => word.test(token.replace(/^(\p{Lu}.*):$/u, "$1")) && /\p{L}/u.test(token));
  if (words.length >= 2) return words.length > tokens.length / 3;
  return /^\p{Lu}\p{Ll}+( \d+)?[.:…]?$/u.test(text.trim());
}

/** Whether only code reads a text. */
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
