// Bundles a worker as two scripts, since neither may get too large: what it needs at the start, and what it imports with `import()`.
import { build, transform } from "esbuild";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Writes `outdir/<name>.js`, and `outdir/<rest>.js`, which adds its modules to those of the first; returns esbuild's metafile. */
export async function buildWorker({ entry, name, rest, outdir, ...options }) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { [name]: entry },
    outdir,
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    metafile: true,
    write: false,
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const atStart = new Set();
  const add = (file) => {
    if (atStart.has(file)) return;
    atStart.add(file);
    for (const { path, kind } of outputs.get(file).imports) if (kind === "import-statement") add(basename(path));
  };
  add(`${name}.js`);
  const scripts = { [name]: [], [rest]: [] };
  for (const { path, text } of outputFiles) {
    const file = basename(path);
    const { code } = await transform(text, {
      format: "cjs",
      minify: true,
      target: options.target,
      charset: "utf8",
      // `import()` becomes `require` too.
      supported: { "dynamic-import": false },
    });
    const define = `self.modules[${JSON.stringify(file)}]=function(require,module,exports){${code}};`;
    scripts[atStart.has(file) ? name : rest].push(define);
  }
  const start = `const loaded={};self.modules={};const require=path=>{
const file=path.replace(/^.*\\//,"");
if(loaded[file]===undefined){loaded[file]={exports:{}};self.modules[file](require,loaded[file],loaded[file].exports)}
return loaded[file].exports};`;
  const run = `require(${JSON.stringify(`${name}.js`)});`;
  writeFileSync(join(outdir, `${name}.js`), `(()=>{${start}${scripts[name].join("\n")}\n${run}})();\n`);
  writeFileSync(join(outdir, `${rest}.js`), `${scripts[rest].join("\n")}\n`);
  return metafile;
}
