/** White space and comments in front of a statement. */
const START = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** Whether rows of a text can be read through a cursor: it is one query. A semicolon within a text is taken for one more statement. */
export function hasCursor(sql: string): boolean {
  const text = sql.replace(START, '').trimEnd();
  const end = text.indexOf(';');
  return /^\(*\s*(select|with|values|table)\b/i.test(text) && (end < 0 || end === text.length - 1);
}
