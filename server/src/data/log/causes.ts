import type { Cause } from "./cause.ts";
import { causesOfClients } from "./causes-of-clients.ts";
import { causesOfPackages } from "./causes-of-packages.ts";
import { causesOfTrust } from "./causes-of-trust.ts";

export type CauseId = keyof typeof causesOfTrust | keyof typeof causesOfClients | keyof typeof causesOfPackages;

export const causes: Readonly<Record<CauseId, Cause>> = { ...causesOfTrust, ...causesOfClients, ...causesOfPackages };
