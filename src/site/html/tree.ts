/** What passes over a page need of parse5's tree beyond its own adapter. */
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

/** Browsers parse the content of `noscript` once scripts do not run; so do the passes. */
const options = {scriptingEnabled: false};

/** The tree of a whole page. */
export function parsePage(text: string): Document {
  return parse(text, options);
}

/** The text of a page or of an element's content; parsed again, it gives the same tree. */
export function serializePage(root: ParentNode): string {
  for (const one of elements(root, ({tagName}) => tagName === "pre" || tagName === "textarea")) {
    const first = one.childNodes[0];
    // A parser takes the first line end for the markup's own.
    if (first && adapter.isTextNode(first) && first.value.startsWith("\n")) first.value = `\n${first.value}`;
  }
  return serialize(root, options);
}

/** The elements below a node that pass a test, in the order of the document. */
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

/** Elements by their name. */
export function named(root: ParentNode, name: string): Element[] {
  return elements(root, ({tagName}) => tagName === name);
}

/** Elements by their name and a class. */
export function classed(root: ParentNode, name: string, className: string): Element[] {
  return elements(root, (element) => element.tagName === name && hasClass(element, className));
}

/** The element with an id, if there is one. */
export function byId(root: ParentNode, id: string): Element | undefined {
  return elements(root, (element) => attribute(element, "id") === id)[0];
}

/** The children that are elements. */
export function childElements(parent: ParentNode): Element[] {
  return parent.childNodes.filter((child) => adapter.isElementNode(child));
}

/** The value of an attribute; undefined where it is not written. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** Writes an attribute. */
export function setAttribute(element: Element, name: string, value: string): void {
  const written = element.attrs.find((one) => one.name === name);
  if (written) written.value = value;
  else element.attrs.push({name, value});
}

/** Removes an attribute. */
export function removeAttribute(element: Element, name: string): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
}

export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, "class") ?? "").split(/\s+/).includes(name);
}

/** The text in an element and below it. */
export function textOf(root: ParentNode): string {
  return root.childNodes
    .map((child) => (adapter.isTextNode(child) ? child.value : adapter.isElementNode(child) ? textOf(child) : ""))
    .join("");
}

/** Replaces all that an element contains with a text. */
export function setText(element: Element, text: string): void {
  element.childNodes = [];
  adapter.insertText(element, text);
}

/** Replaces all that an element contains with what HTML says. */
export function setContent(element: Element, text: string): void {
  element.childNodes = [];
  append(element, ...parseFragment(element, text, options).childNodes);
}

/** A new element with its attributes, and a text or nodes in it. */
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

/** Takes a node out of the page; the line end after it goes too. */
export function remove(node: ChildNode): void {
  const siblings = node.parentNode!.childNodes;
  const next = siblings[siblings.indexOf(node) + 1];
  if (next && adapter.isTextNode(next) && next.value.startsWith("\n")) next.value = next.value.slice(1);
  adapter.detachNode(node);
}

/** Puts a node before another. */
export function insertBefore(node: ChildNode, next: ChildNode): void {
  adapter.insertBefore(next.parentNode!, node, next);
}

/** Puts a node after another. */
export function insertAfter(node: ChildNode, previous: ChildNode): void {
  const parent = previous.parentNode!;
  const next = parent.childNodes[parent.childNodes.indexOf(previous) + 1];
  if (next) adapter.insertBefore(parent, node, next);
  else adapter.appendChild(parent, node);
}

/** Puts nodes at the end of an element. */
export function append(parent: ParentNode, ...nodes: ChildNode[]): void {
  for (const node of nodes) adapter.appendChild(parent, node);
}

/** A text as a node, for the line ends between elements. */
export function textNode(text: string): ChildNode {
  return {nodeName: "#text", value: text, parentNode: null} as Tree.TextNode;
}

/** Puts one node in the place of another. */
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
