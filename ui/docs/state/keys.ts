/** What keys do anywhere on the page, unless something is being typed. */
export type KeyActions = Readonly<Record<string, () => void>>;

/** Listens to them. */
export function listenToKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    const isSearch = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (!isSearch && (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))) return;
    const act = actions[isSearch ? '/' : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input, select, textarea') || target.isContentEditable);
