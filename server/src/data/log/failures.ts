import type { Failure } from "./failure.ts";
import { loginFailures } from "./failures-of-login.ts";
import { packageFailures } from "./failures-of-packages.ts";
import { toolFailures } from "./failures-of-tools.ts";

export type FailureId = keyof typeof loginFailures | keyof typeof toolFailures | keyof typeof packageFailures;

export const failures: Readonly<Record<FailureId, Failure>> = { ...loginFailures, ...toolFailures, ...packageFailures };
