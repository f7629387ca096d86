// Bundles that share their modules. esbuild splits ES modules alone: here they become plain scripts.
import { build, transform } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Writes `outdir/<name>.js`, and `outdir/<rest>.js`, which adds its modules to those of the first; returns esbuild's metafile. */
export async function buildWorker({ entry, name, rest, ...options }) {
  const { scripts, metafile } = await split({ [name]: entry }, options);
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const atStart = new Set();
  const add = (file) => {
    if (atStart.has(file)) return;
    atStart.add(file);
    for (const { path, kind } of outputs.get(file).imports) if (kind === "import-statement") add(basename(path));
  };
  add(`${name}.js`);
  const defined = (isWanted) =>
    [...scripts]
      .filter(([file]) => isWanted(file))
      .map(([file, code]) => `self.modules[${JSON.stringify(file)}]=function(require,module,exports){${code}};`)
      .join("\n");
  const start = `const loaded={};self.modules={};const require=path=>{
const file=path.replace(/^.*\\//,"");
if(loaded[file]===undefined){loaded[file]={exports:{}};self.modules[file](require,loaded[file],loaded[file].exports)}
return loaded[file].exports};`;
  const run = `require(${JSON.stringify(`${name}.js`)});`;
  const inside = defined((file) => atStart.has(file));
  writeFileSync(join(options.outdir, `${name}.js`), `(()=>{${start}${inside}\n${run}})();\n`);
  writeFileSync(join(options.outdir, `${rest}.js`), `${defined((file) => !atStart.has(file))}\n`);
  return metafile;
}

/**
 * Writes a script for Node of each entry, and `outdir/<shared>.js` with what they have in common; returns esbuild's metafile.
 * `banners` are first lines, by the entry's name.
 */
export async function buildSharing({ entries, shared, banners = {}, ...options }) {
  const { scripts, metafile } = await split(entries, options);
  const [chunk, ...others] = [...scripts.keys()].filter((file) => !(file.slice(0, -".js".length) in entries));
  if (others.length > 0) throw new Error(`the entries share more than one script: ${others.join(", ")}`);
  for (const [file, code] of scripts) {
    const banner = banners[file.slice(0, -".js".length)];
    const text = code.replaceAll(`"./${chunk}"`, `"./${shared}.js"`);
    writeFileSync(
      join(options.outdir, file === chunk ? `${shared}.js` : file),
      banner === undefined ? text : `${banner}\n${text}`,
    );
  }
  return metafile;
}

/** An entry without an export is CommonJS to esbuild, which then wraps everything that it imports. */
const asModules = {
  name: "as modules",
  setup({ onLoad }) {
    onLoad({ filter: /\/lsp\/(?:worker|browser\/main)\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, "utf8")}\nexport {};`,
      loader: "ts",
    }));
  },
};

/** What esbuild makes of some entries and of what they share, each as a script that asks for the others with `require`. */
async function split(entryPoints, options) {
  const { outputFiles, metafile } = await build({
    ...options,
    plugins: [...options.plugins, asModules],
    entryPoints,
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    metafile: true,
    write: false,
  });
  const scripts = new Map();
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: "cjs",
      minify: true,
      target: options.target,
      // `import()` becomes `require` too.
      supported: { "dynamic-import": false },
    });
    scripts.set(basename(path), code);
  }
  return { scripts, metafile };
}
