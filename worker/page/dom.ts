/** The element that stands for something in a template or in the page: `data-slot="name"`. */
export function slot(within: ParentNode, name: string): HTMLElement {
  const element = within.querySelector<HTMLElement>(`[data-slot="${name}"]`);
  if (element === null) throw new Error(`the page has no slot ${name}`);
  return element;
}

/** The same, of a given kind. */
export function slotOf<T extends HTMLElement>(kind: new () => T, within: ParentNode, name: string): T {
  const element = slot(within, name);
  if (!(element instanceof kind)) throw new Error(`the slot ${name} is no ${kind.name}`);
  return element;
}
