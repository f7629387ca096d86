// Lints the folder that is given, or the broken example: findings are what it is there to show, so they are no failure.
import { spawnSync } from "node:child_process";

const paths = process.argv.length > 2 ? process.argv.slice(2) : ["test/example"];
const { status } = spawnSync(process.execPath, ["dist/cli.js", "lint", ...paths], { stdio: "inherit" });
process.exitCode = status === 1 ? 0 : (status ?? 2);
