/** The first few of many in an order, without putting all in order: of 200,000 outlets a table shows two hundred, ten times a second. */
export function firstOf<T>(all: readonly T[], few: number, compare: (a: T, b: T) => number): T[] {
  const found: T[] = [];
  for (const one of all) {
    if (found.length === few && compare(one, found[few - 1]!) >= 0) continue;
    let [from, to] = [0, found.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compare(found[middle]!, one) <= 0) from = middle + 1;
      else to = middle;
    }
    found.splice(from, 0, one);
    if (found.length > few) found.pop();
  }
  return found;
}
