/** The only maker of elements: texts become text nodes, never markup, and no attribute can hold a program. */

/** Attributes that views set. Values may come from the project, names never do. */
export type Attributes = { readonly on?: Handlers } & Partial<
  Readonly<
    Record<
      | 'class'
      | 'id'
      | 'href'
      | 'title'
      | 'type'
      | 'name'
      | 'value'
      | 'placeholder'
      | 'autocomplete'
      | 'spellcheck'
      | 'role'
      | 'tabindex'
      | 'target'
      | 'rel'
      | 'src'
      | 'alt'
      | 'loading'
      | 'start'
      | 'open'
      | 'selected'
      | 'for'
      | 'scope'
      | 'lang'
      | `aria-${string}`
      | `data-${string}`,
      string
    >
  >
>;

/** Listeners by the event's name. */
export type Handlers = {
  readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void;
};

/** What may stand in an element; null and false are nothing. */
export type Child = Node | string | null | false | undefined | readonly Child[];

/** An element with attributes and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const { on = {}, ...rest } = attributes;
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined) element.setAttribute(name, value);
  for (const [name, handler] of Object.entries(on)) {
    // A handler is listed under the name of its own event.
    element.addEventListener(name, handler as EventListener);
  }
  append(element, children);
  return element;
}

/** Adds children to an element. */
export function append(parent: Element | DocumentFragment, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === false || child === undefined) continue;
    if (isList(child)) append(parent, child);
    else parent.append(child);
  }
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

const SVG = 'http://www.w3.org/2000/svg';

/** An element of a drawing. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  append(element, children);
  return element;
}
