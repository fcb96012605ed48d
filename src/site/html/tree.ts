/** What passes need of parse5's tree in addition to its adapter. */
import {
  defaultTreeAdapter as adapter,
  html,
  parse,
  parseFragment,
  serialize,
  type DefaultTreeAdapterTypes as Tree
} from "parse5";

export type Document = Tree.Document;
export type Element = Tree.Element;
export type ParentNode = Tree.ParentNode;
export type ChildNode = Tree.ChildNode;

/** Browsers parse the content of `noscript` only when scripts do not run. Passes have to see it. */
const options = {scriptingEnabled: false};

/** Parses a whole page. */
export function parsePage(text: string): Document {
  return parse(text, options);
}

/** Serialises a page or an element's content. Parsing the text again gives the same tree. */
export function serializePage(root: ParentNode): string {
  for (const one of elements(root, ({tagName}) => tagName === "pre" || tagName === "textarea")) {
    const first = one.childNodes[0];
    // Parsers skip the first line break in these elements.
    if (first && adapter.isTextNode(first) && first.value.startsWith("\n")) first.value = `\n${first.value}`;
  }
  return serialize(root, options);
}

/** The elements below a node that satisfy a condition, in document order. */
export function elements(root: ParentNode, test: (element: Element) => boolean = () => true): Element[] {
  const found: Element[] = [];
  const visit = (node: ParentNode) => {
    for (const child of node.childNodes) {
      if (!adapter.isElementNode(child)) continue;
      if (test(child)) found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}

/** The elements below a node that have a given name. */
export function named(root: ParentNode, name: string): Element[] {
  return elements(root, ({tagName}) => tagName === name);
}

/** The elements below a node that have a given name and class. */
export function classed(root: ParentNode, name: string, className: string): Element[] {
  return elements(root, (element) => element.tagName === name && hasClass(element, className));
}

/** The element with an id; undefined if there is none. */
export function byId(root: ParentNode, id: string): Element | undefined {
  return elements(root, (element) => attribute(element, "id") === id)[0];
}

/** The children that are elements. */
export function childElements(parent: ParentNode): Element[] {
  return parent.childNodes.filter((child) => adapter.isElementNode(child));
}

/** The value of an attribute; undefined if it is not set. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

export function setAttribute(element: Element, name: string, value: string): void {
  const written = element.attrs.find((one) => one.name === name);
  if (written) written.value = value;
  else element.attrs.push({name, value});
}

export function removeAttribute(element: Element, name: string): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
}

export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, "class") ?? "").split(/\s+/).includes(name);
}

/** The text in an element and its descendants. */
export function textOf(root: ParentNode): string {
  return root.childNodes
    .map((child) => (adapter.isTextNode(child) ? child.value : adapter.isElementNode(child) ? textOf(child) : ""))
    .join("");
}

/** Replaces the content of an element with text. */
export function setText(element: Element, text: string): void {
  element.childNodes = [];
  adapter.insertText(element, text);
}

/** Replaces the content of an element with parsed HTML. */
export function setContent(element: Element, text: string): void {
  element.childNodes = [];
  append(element, ...parseFragment(element, text, options).childNodes);
}

/** Makes an element with attributes and, as content, text or nodes. */
export function create(name: string, attributes: Record<string, string>, content: string | ChildNode[] = ""): Element {
  const attrs = Object.entries(attributes).map(([name, value]) => ({name, value}));
  const element = adapter.createElement(name, html.NS.HTML, attrs);
  if (typeof content !== "string") {
    for (const child of content) {
      adapter.detachNode(child);
      adapter.appendChild(element, child);
    }
  } else if (content !== "") adapter.insertText(element, content);
  return element;
}

/** Removes a node and the line break after it. */
export function remove(node: ChildNode): void {
  const siblings = node.parentNode!.childNodes;
  const next = siblings[siblings.indexOf(node) + 1];
  if (next && adapter.isTextNode(next) && next.value.startsWith("\n")) next.value = next.value.slice(1);
  adapter.detachNode(node);
}

export function insertBefore(node: ChildNode, next: ChildNode): void {
  adapter.insertBefore(next.parentNode!, node, next);
}

export function insertAfter(node: ChildNode, previous: ChildNode): void {
  const parent = previous.parentNode!;
  const next = parent.childNodes[parent.childNodes.indexOf(previous) + 1];
  if (next) adapter.insertBefore(parent, node, next);
  else adapter.appendChild(parent, node);
}

export function append(parent: ParentNode, ...nodes: ChildNode[]): void {
  for (const node of nodes) adapter.appendChild(parent, node);
}

/** A text node, for line breaks between elements. */
export function textNode(text: string): ChildNode {
  return {nodeName: "#text", value: text, parentNode: null} as Tree.TextNode;
}

/** Replaces a node with another. */
export function replace(node: ChildNode, by: ChildNode): void {
  insertBefore(by, node);
  adapter.detachNode(node);
}

/** The comments below a node. */
export function comments(root: ParentNode): Tree.CommentNode[] {
  return root.childNodes.flatMap((child) =>
    adapter.isCommentNode(child) ? [child] : adapter.isElementNode(child) ? comments(child) : []
  );
}
