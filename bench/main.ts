import { globSync } from 'node:fs';

// `npm run bench [-- word]`: every bench whose file name holds the word, one after the other; each prints its figures.
const word = process.argv[2] ?? '';
const files = globSync('*.bench.ts', { cwd: import.meta.dirname }).filter((file) => file.includes(word));

if (files.length === 0) {
  console.error(`không có phép đo nào tên "${word}" / no bench is called "${word}"`);
  process.exitCode = 2;
}
for (const file of files.sort()) await import(new URL(file, import.meta.url).href);
