import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Choices } from "../../server/src/generate/choice.ts";
import { publishersPath } from "../../server/src/repository/settings/publishers.ts";
import { usualClaims } from "../npm/github.ts";
import { startJob } from "../npm/job.ts";
import { declaredPublishers, type TrustedPublisher } from "../npm/policy.ts";
import type { World } from "../npm/registry.ts";
import { changed, offerOf, withChange, type Files } from "./made.ts";
import { replay, type Ended } from "./replay.ts";

/** What `init` writes is run step by step by the real npm, and its own list of trusted publishers is the registry's policy. */

const manifest = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;
const built = "node -e \"fs.writeFileSync('index.js', '')\"";

const repository = (version: string): Files => ({
  "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
  "package-lock.json": "{}\n",
  "packages/a/package.json": manifest({ name: "@acme/a", version, files: ["index.js"], scripts: { build: built } }),
  "packages/b/package.json": manifest({ name: "b", version, scripts: { prepack: built } }),
});

interface Trial {
  readonly version?: string;
  readonly tag?: string;
  readonly published?: readonly string[];
  readonly chosen?: Partial<Choices>;
  /** What becomes of each entry of the trust policy. */
  readonly policy?: (publisher: TrustedPublisher) => TrustedPublisher;
  /** Of a run by hand. */
  readonly dryRun?: boolean;
}

for (const npm of ["11.21.2", "12.2.2"] as const)
  describe(`npm ${npm}`, () => {
    const release = async ({ version = "2.0.0", tag = `v${version}`, ...trial }: Trial): Promise<Ended> => {
      const files = repository(version);
      const change = changed(files, { ...offerOf(files).choices, ...trial.chosen });
      const after = withChange(files, change);
      const publishers = declaredPublishers(after[publishersPath] ?? "");
      const world: Partial<World> = {
        claims: {
          ...usualClaims,
          workflow_ref: `acme/widgets/.github/workflows/release.yml@refs/tags/${tag}`,
          environment: "npm",
        },
        publishers: publishers.map(trial.policy ?? ((publisher) => publisher)),
        published: trial.published ?? ["1.0.0"],
      };
      const job = await startJob({ npm, world, files: after });
      try {
        return await replay(job, change.files[0]?.text ?? "", trial.dryRun);
      } finally {
        await job.close();
      }
    };

    test("each package is published with its own token, and signed", async () => {
      const { exits, taken, output } = await release({});
      assert.deepEqual(exits, [0, 0], output);
      assert.deepEqual(taken, ["PUT @acme/a latest", "PUT b latest"]);
    });

    test("a prerelease has a tag of its own, whatever its build is called", async () => {
      assert.deepEqual((await release({ version: "2.0.0-rc.1" })).taken, ["PUT @acme/a rc", "PUT b rc"]);
      assert.deepEqual((await release({ version: "2.0.0+a-b" })).taken, ["PUT @acme/a latest", "PUT b latest"]);
    });

    test("what is staged isn't published", async () => {
      const { exits, taken, output } = await release({ chosen: { action: "stage" } });
      assert.deepEqual(exits, [0, 0], output);
      assert.deepEqual(taken, ["POST @acme/a latest", "POST b latest"]);
    });

    test("what npm has already is passed over", async () => {
      const { exits, taken, output } = await release({ published: ["1.0.0", "2.0.0"] });
      assert.deepEqual([exits, taken], [[0, 0], []], output);
      assert.match(output, /::notice::npm has @acme\/a@2\.0\.0 already\./);
    });

    test("an older version doesn't become the latest", async () => {
      const { exits, taken } = await release({ published: ["1.0.0", "3.0.0"] });
      assert.deepEqual([exits, taken], [[0, 1], []]);
    });

    test("a tag that isn't the version ends the build", async () => {
      const { exits, output } = await release({ tag: "v2.0.1" });
      assert.deepEqual(exits, [1]);
      assert.match(output, /::error::Tag v2\.0\.1 isn't version 2\.0\.0 of packages\/a\/package\.json\./);
    });

    test("a dry run publishes nothing", async () => {
      const chosen = { trigger: "manual" } as const;
      const dry = await release({ chosen, dryRun: true });
      assert.deepEqual([dry.exits, dry.taken], [[0, 0], []], dry.output);
      assert.deepEqual((await release({ chosen, dryRun: false })).taken, ["PUT @acme/a latest", "PUT b latest"]);
    });

    const others: Readonly<Record<string, Partial<TrustedPublisher>>> = {
      repository: { repository: "acme/gadgets" },
      file: { file: "publish.yml" },
      environment: { environment: "production" },
      package: { package: "c" },
      action: { actions: ["stage"] },
    };
    for (const [field, other] of Object.entries(others))
      test(`a publisher of another ${field} is refused`, async () => {
        const { exits, taken } = await release({ policy: (publisher) => ({ ...publisher, ...other }) });
        assert.deepEqual([exits, taken], [[0, 1], []]);
      });
  });
