import type { Repository } from "../../repository/repository.ts";
import type { Publish } from "../publish.ts";
import { toolExchanges } from "../tool/oidc.ts";
import type { LoginCheck, OtherSpelling } from "../tool/checks.ts";

/** What keeps a release tool from OIDC although its version can do it: its own configuration; undefined where nothing does. */
export function hinderingConfig(repository: Repository, publish: Publish): LoginCheck | OtherSpelling | undefined {
  const { tool } = publish;
  if (toolExchanges(publish) !== "yes") return undefined;
  return tool.loginCheck?.(publish, repository) ?? tool.otherSpelling?.(publish);
}
