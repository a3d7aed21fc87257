/** An identifier in the warehouse's quotes; one that holds such a quote has it twice. */
export const inQuotes = (identifier: string, mark: string): string =>
  `${mark}${mark === '' ? identifier : identifier.replaceAll(mark, mark + mark)}${mark}`;
