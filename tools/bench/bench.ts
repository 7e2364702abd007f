// Runs one benchmark by its name: `npm run bench -- batch`. Build first; what is timed is what is published.
const [name = ''] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name)) {
  console.error('name a benchmark: npm run bench -- batch');
  process.exitCode = 2;
} else {
  const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<void> };
  await run();
}
