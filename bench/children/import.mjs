// Milliseconds until a module is there: node bench/children/import.mjs <file>
const start = performance.now();
await import(process.argv[2]);
console.log(JSON.stringify(performance.now() - start));
