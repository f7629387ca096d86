import type { DirectoryState, FileState, RepositoryInput } from "../repository/input.ts";
import { repositoryOf, wanted, type Asked, type Repository } from "../repository/repository.ts";
import { diskOf } from "./disk.ts";
import type { Host } from "./host.ts";
import { inParallel } from "./parallel.ts";

/** What `question` says of a repository once all is read that it asks for; what `input` holds isn't read again. */
export async function ask<T>(
  host: Host,
  root: string,
  input: RepositoryInput,
  question: (repository: Repository) => T,
): Promise<T> {
  const disk = diskOf(host, root);
  const files = new Map<string, FileState>(input.files);
  const directories = new Map<string, DirectoryState>(input.directories);
  for (;;) {
    const asked: Asked = { files: new Set(), directories: new Set() };
    const known = { ...input, files: new Map(files), directories: new Map(directories) };
    const answer = question(repositoryOf(known, asked));
    const missing = wanted(known, asked);
    if (missing.files.length + missing.directories.length === 0) return answer;
    await Promise.all([
      inParallel(missing.files, async (path) => files.set(path, await disk.file(path))),
      inParallel(missing.directories, async (path) => directories.set(path, await disk.directory(path))),
    ]);
  }
}
