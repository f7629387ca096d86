// A process that has linted nothing yet.
import { saidAfterChange } from "./changed.ts";

void saidAfterChange(false).then((said) => process.stdout.write(JSON.stringify(said)));
