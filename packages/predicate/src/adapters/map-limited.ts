/**
 * Does something with each item, `limit` of them at a time, and gives the results in the order of the items. Rejects with the
 * first error; what is under way is not waited for, what is not begun never begins.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  action: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let isFailed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (isFailed) return;
      results[index] = await action(item, index);
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
  try {
    await Promise.all(workers);
  } finally {
    isFailed = true;
  }
  return results;
}
