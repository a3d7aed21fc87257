/** The text of the docs page, with empty slots for data. */
export function docsPage(): Promise<string>;
