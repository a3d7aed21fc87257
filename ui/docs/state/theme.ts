const KEY = 'tsdbt-docs-theme';
const CHOICES = ['auto', 'light', 'dark'] as const;

/** `auto` follows the system. */
export type Theme = (typeof CHOICES)[number];

/** What the reader chose last; browsers that keep nothing for files say `auto`. */
export function savedTheme(): Theme {
  try {
    const saved = localStorage.getItem(KEY);
    return CHOICES.find((choice) => choice === saved) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** Shows it and keeps it. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Kept for as long as the page is open.
  }
}

/** The one after it. */
export const nextTheme = (theme: Theme): Theme =>
  CHOICES[(CHOICES.indexOf(theme) + 1) % CHOICES.length] ?? 'auto';
