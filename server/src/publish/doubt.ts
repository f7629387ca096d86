import type { Span } from "../text.ts";
import type { Doubt, Machine } from "./machine.ts";

/** Notes that nothing can be said of something from here on; the first reason stays. */
export function doubt(machine: Machine, about: Doubt, span: Span, why: string): void {
  if (!machine.doubts.has(about)) machine.doubts.set(about, { span, why });
}
