import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;

/** As GitHub shows it, before it takes away what it deems dangerous: all that could be dangerous is still there. */
export function render(markdown: string): Node[] {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return parseHtml(html);
}

export function parseHtml(html: string): Node[] {
  return parseFragment(html).childNodes;
}

export function isElement(node: Node): node is DefaultTreeAdapterTypes.Element {
  return 'tagName' in node;
}

export function textOf(node: Node): string {
  if (isElement(node)) return node.childNodes.map(textOf).join('');
  return 'value' in node ? node.value : '';
}

export function all(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...(isElement(node) ? all(node.childNodes) : [])]);
}

export function elements(nodes: Node[], name: string): DefaultTreeAdapterTypes.Element[] {
  return all(nodes)
    .filter(isElement)
    .filter(({ tagName }) => tagName === name);
}

/** What is active or structural, and its attributes. Code is where evidence is, and how much of it varies. */
export function skeleton(nodes: Node[]): unknown[] {
  return nodes.flatMap((node): unknown[] => {
    if (isElement(node)) {
      return node.tagName === 'code' ? [] : [[node.tagName, node.attrs, skeleton(node.childNodes)]];
    }
    return node.nodeName === '#comment' ? [['#comment', 'data' in node ? node.data : '']] : [];
  });
}

/** Text that GitHub might still make something of: not in code. */
export function outsideCode(nodes: Node[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (!isElement(node)) return 'value' in node ? [node.value] : [];
    return node.tagName === 'code' ? [] : outsideCode(node.childNodes);
  });
}
