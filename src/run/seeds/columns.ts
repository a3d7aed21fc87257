/** Names of a seed's columns as dbt makes them: an empty one becomes a letter, one that stands twice `name_2`. */
export function columnNames(header: readonly string[]): string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  header.forEach((written, index) => {
    const wanted = written === '' ? letterName(index) : written;
    let name = wanted;
    for (let copy = 2; taken.has(name); copy++) name = `${wanted}_${copy}`;
    taken.add(name);
    names.push(name);
  });
  return names;
}

/** a … z, aa, bb … */
const letterName = (index: number): string =>
  String.fromCharCode(97 + (index % 26)).repeat(Math.floor(index / 26) + 1);
